package io.github.robustj.packaging;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.AtomicFiles.IOConsumer;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.Trees;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.ready.ReadyModels;
import io.github.robustj.task.TaskType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A model on disk: a folder with
 *
 * <ul>
 *   <li>{@code saved_model/}, the network as a TensorFlow SavedModel,
 *   <li>{@code model.json}, its description,
 *   <li>of a network of another program {@code original_form/}, the form it came in,
 *   <li>{@code history.csv}, {@code history.png} and for methods with margins {@code margins.png},
 *       how the training went.
 * </ul>
 */
public record ModelFolder(Path path, ModelDescription description) {

  /** The newest format this version reads, and the one it writes. */
  public static final int FORMAT = 1;

  public static final String SAVED_MODEL = "saved_model";
  private static final String CHECKPOINT = "checkpoint";
  private static final String HISTORY = "history.csv";
  private static final String DESCRIPTION = "model.json";

  /** Drawn anew after a training, so that none of an older one stays. */
  private static final List<String> PICTURES = List.of("history.png", "margins.png");

  /** All that a training writes into the folder. */
  private static final Set<String> PARTS =
      Set.of(
          DESCRIPTION,
          SAVED_MODEL,
          "last",
          CHECKPOINT,
          HISTORY,
          PICTURES.get(0),
          PICTURES.get(1),
          OriginalForm.NAME);

  /**
   * Reads the description of a model and checks that the network is there; older formats are read
   * too.
   *
   * @throws RobustJException if the folder is missing, incomplete, damaged, for a task that is not
   *     known, written by a newer version, or has files that lie elsewhere
   */
  public static ModelFolder open(Path folder) {
    requireFolder(folder);
    ReadFailure.requirePermission(folder);
    Path file = folder.resolve(DESCRIPTION);
    Trees.requireOwn(folder, file);
    Trees.requireOwn(folder, folder.resolve(SAVED_MODEL));
    if (!Files.isRegularFile(file))
      throw new RobustJException(
          "%s is not a model: it has no %s; give the folder that a training wrote."
              .formatted(folder, DESCRIPTION));
    ModelFolder model = new ModelFolder(folder, read(file));
    if (!Files.isRegularFile(model.savedModel().resolve("saved_model.pb")))
      throw new RobustJException(
          "The model %s is incomplete: %s is missing; copy the whole folder again."
              .formatted(folder, model.savedModel().resolve("saved_model.pb")));
    return model;
  }

  /** The channels that a model sees; 1 where there is none, which opening it will say. */
  public static int channels(Path model) {
    if (!Files.isRegularFile(model.resolve(DESCRIPTION))) return 1;
    return open(model).description().network().inputChannels();
  }

  /**
   * Writes a model. An older model in the same place is replaced only when the new one is complete;
   * other files there, a checkpoint for instance, stay.
   *
   * @param content writes {@code saved_model/} and what else belongs to the model into the
   *     temporary folder it is given
   * @throws RobustJException if the folder cannot be written
   */
  public static void write(Path folder, ModelDescription description, IOConsumer<Path> content) {
    write(
        folder,
        temporary -> {
          content.accept(temporary);
          return description;
        });
  }

  /** As {@link #write(Path, ModelDescription, IOConsumer)}, described when it is written. */
  public static void write(Path folder, Content content) {
    AtomicBoolean original = new AtomicBoolean();
    AtomicFiles.directory(
        folder,
        temporary -> {
          ModelDescription description = content.write(temporary);
          original.set(new OriginalForm(temporary).isThere());
          JsonObject tree = tree(description);
          tree.add(NetworkFiles.KEY, new NetworkFiles(temporary.resolve(SAVED_MODEL)).list());
          Json.write(temporary.resolve(DESCRIPTION), tree);
        });
    removePictures(folder);
    if (!original.get()) OriginalForm.remove(folder);
  }

  static JsonObject tree(ModelDescription description) {
    JsonObject tree = new JsonObject();
    tree.add("format", new JsonPrimitive(FORMAT));
    Json.tree(description).getAsJsonObject().entrySet().stream()
        .filter(e -> !e.getValue().isJsonNull())
        .forEach(e -> tree.add(e.getKey(), e.getValue()));
    return tree;
  }

  /** Writes a model into a temporary folder and describes it. */
  public interface Content {
    ModelDescription write(Path temporary) throws IOException;
  }

  private static void removePictures(Path folder) {
    try {
      for (String picture : PICTURES) Files.deleteIfExists(folder.resolve(picture));
    } catch (IOException e) {
      throw WriteFailure.sentence(folder, e);
    }
  }

  /**
   * Whether a path is a file of some model, which no other output may replace.
   *
   * @param file without links in its path; need not exist
   */
  public static boolean isPart(Path file) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent())
      if (isModel(folder) && PARTS.contains(folder.relativize(file).getName(0).toString()))
        return true;
    return false;
  }

  /**
   * Asks whether a training may write its model into a folder: it is new, holds a model or what an
   * interrupted training left, or has nothing that the model's files would replace.
   *
   * @throws RobustJException if something else would be replaced
   */
  public static void requireRoom(Path folder) {
    if (isModel(folder)) return;
    for (String part : PARTS)
      if (Files.exists(folder.resolve(part), LinkOption.NOFOLLOW_LINKS)
          && !(part.equals(CHECKPOINT) && isCheckpoint(folder.resolve(part))))
        throw new RobustJException(
            "%s is no model of RobustJ's but has a %s, which the training would replace; choose another folder, or set the option overwrite."
                .formatted(folder, part));
  }

  /** Whether a folder has what a training leaves beside its model, so that it can go on. */
  public static boolean hasTraining(Path folder) {
    Path checkpoint = folder.resolve(CHECKPOINT);
    return Files.exists(checkpoint) && isCheckpoint(checkpoint);
  }

  /** Whether a folder has the parts of a model. */
  public static boolean isModel(Path folder) {
    Path file = folder.resolve(DESCRIPTION);
    if (!Files.isRegularFile(file) || !Files.isDirectory(folder.resolve(SAVED_MODEL))) return false;
    try {
      return Json.read(file) instanceof JsonObject tree && tree.has("format") && tree.has("task");
    } catch (RobustJException damaged) {
      return false;
    }
  }

  /** Whether a folder holds a model, or no more than what an interrupted training left. */
  public static boolean isOfTraining(Path folder) {
    if (isModel(folder)) return true;
    try (Stream<Path> list = Files.list(folder)) {
      return isCheckpoint(folder.resolve(CHECKPOINT))
          && list.allMatch(path -> path.getFileName().toString().equals(CHECKPOINT));
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }

  private static boolean isCheckpoint(Path folder) {
    return !Files.exists(folder)
        || Files.isRegularFile(folder.resolve("last.npz"))
        || Files.isRegularFile(folder.resolve("partial.npz"));
  }

  /**
   * For a description that can be read but means nothing.
   *
   * @param why a clause
   */
  public RobustJException damaged(String why, Throwable cause) {
    return Json.damaged(path.resolve(DESCRIPTION), why, cause);
  }

  /** The network, as {@link io.github.robustj.model.Backend#load} takes it. */
  public Path savedModel() {
    return path.resolve(SAVED_MODEL);
  }

  /**
   * Tells this model from every other: SHA-256 in hexadecimal digits over the names and contents of
   * {@code model.json} and all files of {@code saved_model/}, wherever the folder lies. It is what
   * {@code find model.json saved_model -type f | LC_ALL=C sort | xargs sha256sum | sha256sum} says
   * in the folder.
   */
  public String sha256() {
    return new NetworkFiles(savedModel()).together(path.resolve(DESCRIPTION));
  }

  /** How the training went, a row per epoch; beside the model. */
  public static Path history(Path folder) {
    return folder.resolve(HISTORY);
  }

  /**
   * Asks, before the network is used, whether its files are those that were written with the
   * description.
   *
   * @throws RobustJException if one is missing, damaged or of another model
   */
  public void requireOwnNetwork() {
    Path file = path.resolve(DESCRIPTION);
    new NetworkFiles(savedModel()).require(file, Json.read(file).getAsJsonObject());
  }

  /**
   * @throws RobustJException if there is no such folder
   */
  public static void requireFolder(Path folder) {
    if (Files.isDirectory(folder)) return;
    if (Files.exists(folder))
      throw new RobustJException(
          folder + " is a file, but a model is a folder with a model.json; give the folder.");
    if (cameBack(folder)) return;
    boolean name = folder.getNameCount() == 1 && !folder.isAbsolute();
    throw new RobustJException(
        name
            ? "There is no model folder %s and no ready model of that name; check the path, or give %s."
                .formatted(folder, ReadyModels.words())
            : "There is no model folder " + folder + "; check the path.");
  }

  /** Whether a training that was killed had put the model aside, and no other replaces it now. */
  private static boolean cameBack(Path folder) {
    if (!Files.isDirectory(AtomicFiles.previous(folder))) return false;
    try (OutputLock lock = OutputLock.on(folder)) {
      AtomicFiles.recover(folder);
    }
    return Files.isDirectory(folder);
  }

  private static ModelDescription read(Path file) {
    return description(file, Json.read(file));
  }

  /**
   * @param file that the tree is of, for sentences
   */
  static ModelDescription description(Path file, JsonElement tree) {
    if (!tree.isJsonObject()) throw Json.damaged(file, "it does not describe a model", null);
    requireReadable(file, tree.getAsJsonObject());
    requireKnownTask(file, tree.getAsJsonObject());
    return parse(file, tree);
  }

  /** Looks at the name alone, because another task's description may have another layout. */
  private static void requireKnownTask(Path file, JsonObject tree) {
    if (!(tree.get("task") instanceof JsonObject task
            && task.get("name") instanceof JsonPrimitive name)
        || TaskType.find(name.getAsString()).isPresent()) return;
    throw new RobustJException(
        "The model %s is for the task %s, but this version knows %s; choose another model or update RobustJ."
            .formatted(
                file.getParent(),
                name.getAsString(),
                String.join(", ", TaskType.names().stream().sorted().toList())));
  }

  private static void requireReadable(Path file, JsonObject tree) {
    if (!(tree.get("format") instanceof JsonPrimitive format && format.isNumber()))
      throw Json.damaged(file, "it does not state its format", null);
    double number = format.getAsDouble();
    if (number != Math.rint(number) || number < 1)
      throw Json.damaged(file, "its format is " + format.getAsString(), null);
    if (number <= FORMAT) return;
    throw new RobustJException(
        "The model %s was written by RobustJ %s, format %s; this version reads up to %d; update RobustJ."
            .formatted(file.getParent(), writer(tree), format.getAsString(), FORMAT));
  }

  private static ModelDescription parse(Path file, JsonElement tree) {
    try {
      return Json.value(tree, ModelDescription.class);
    } catch (RuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null) cause = cause.getCause();
      String why =
          cause instanceof NullPointerException
              ? cause.getMessage() + " is missing"
              : cause.getMessage();
      throw Json.damaged(file, why, e);
    }
  }

  /** The version in a description whose further layout is not known. */
  private static String writer(JsonObject tree) {
    if (tree.get("origin") instanceof JsonObject origin
        && origin.get("software") instanceof JsonObject software
        && software.get(Version.NAME) instanceof JsonPrimitive version)
      return version.getAsString();
    return "of unknown version";
  }
}
