package io.github.robustj.packaging;

import com.google.gson.JsonObject;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.AtomicFiles.IOConsumer;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.Trees;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.ready.ReadyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

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

  public static final String SAVED_MODEL = "saved_model";
  static final String CHECKPOINT = "checkpoint";
  private static final String HISTORY = "history.csv";
  private static final String DESCRIPTION = "model.json";

  /** Drawn anew after a training, so that none of an older one stays. */
  private static final List<String> PICTURES = List.of("history.png", "margins.png");

  /** All that a training writes into the folder. */
  static final Set<String> PARTS =
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
    ModelFolder model = new ModelFolder(folder, DescriptionFile.read(file));
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
          JsonObject tree = DescriptionFile.tree(description);
          tree.add(NetworkFiles.KEY, new NetworkFiles(temporary.resolve(SAVED_MODEL)).list());
          Json.write(temporary.resolve(DESCRIPTION), tree);
        });
    removePictures(folder);
    if (!original.get()) OriginalForm.remove(folder);
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
            : "There is no model folder %s; check the path, or give the name of a ready model: %s."
                .formatted(folder, ReadyModels.words()));
  }

  /** Whether a training that was killed had put the model aside, and no other replaces it now. */
  private static boolean cameBack(Path folder) {
    if (!Files.isDirectory(AtomicFiles.previous(folder))) return false;
    try (OutputLock lock = OutputLock.on(folder)) {
      AtomicFiles.recover(folder);
    }
    return Files.isDirectory(folder);
  }
}
