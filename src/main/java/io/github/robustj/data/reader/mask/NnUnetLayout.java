package io.github.robustj.data.reader.mask;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Numbers;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.ImageFolder;
import io.github.robustj.data.reader.JsonFields;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.data.reader.image.Nifti;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * nnU-Net's raw data sets (Isensee et al. 2021): {@code imagesTr/CASE_0000.nii.gz}, a file per
 * channel, {@code labelsTr/CASE.nii.gz}, and the names of the labels in {@code dataset.json}, in
 * the direction of version 1 (value to name) or 2 (name to value). The Medical Segmentation
 * Decathlon's folders, without the channel number, are read too.
 */
public final class NnUnetLayout {

  static final String IMAGES = "imagesTr";

  private static final String FILE = "dataset.json";
  private static final String IGNORE = "ignore";
  private static final String BACKGROUND = "background";

  private NnUnetLayout() {}

  /** The cases, each with its channels in the order of their numbers. */
  static Dataset read(Path root, String group) {
    ImageFolder labels = ImageFolder.of(root.resolve("labelsTr"));
    ImageFolder files = ImageFolder.of(root.resolve(IMAGES));
    TreeMap<String, List<Path>> images = new TreeMap<>();
    files
        .files()
        .forEach(
            (name, file) ->
                images
                    .computeIfAbsent(caseName(name, labels.files()), n -> new ArrayList<>())
                    .add(file));
    images.forEach((name, its) -> requireChannels(root, name, its, images.firstEntry()));
    Optional<JsonObject> stated = description(root);
    stated.ifPresent(json -> requireStated(root, json, images.firstEntry()));
    Dataset dataset =
        DatasetReader.of(root, images, List.of(files, labels), labelNames(root), group);
    return stated.map(json -> dataset.noted(count(json, images.size()))).orElse(dataset);
  }

  private static Optional<JsonObject> description(Path root) {
    return FolderFiles.named(root, FILE)
        .map(JsonFields::whole)
        .filter(JsonElement::isJsonObject)
        .map(JsonElement::getAsJsonObject);
  }

  /** For the log: files may be missing, or the folder is a part of the data set. */
  private static String count(JsonObject json, int cases) {
    boolean said = json.get("numTraining") instanceof JsonPrimitive;
    String stated = said ? json.get("numTraining").getAsString() : "";
    if (stated.isEmpty() || stated.equals("" + cases)) return "";
    return "%s states %s training cases (numTraining), but %d are there."
        .formatted(FILE, Excerpt.of(stated), cases);
  }

  /** A channel may be missing from all cases; a picture has several in one file. */
  private static void requireStated(
      Path root, JsonObject json, Map.Entry<String, List<Path>> first) {
    String key = json.has("channel_names") ? "channel_names" : "modality";
    if (first == null || !(json.get(key) instanceof JsonObject names) || names.isEmpty()) return;
    List<Path> files = first.getValue();
    boolean several = files.size() > 1 || Nifti.isNifti(files.get(0));
    if (!several || names.size() == files.size()) return;
    throw new RobustJException(
        "%s names %d channels (%s), but the case %s has %d in %s; add the files that are missing, or correct %s."
            .formatted(
                root.resolve(FILE),
                names.size(),
                key,
                first.getKey(),
                files.size(),
                root.resolve(IMAGES),
                key));
  }

  /** A channel that is missing would give its place to the next one. */
  private static void requireChannels(
      Path root, String name, List<Path> files, Map.Entry<String, List<Path>> first) {
    List<String> numbers = numbers(name, files);
    List<String> expected = numbers(first.getKey(), first.getValue());
    if (!numbers.equals(expected))
      throw new RobustJException(
          "The case %s in %s has the channels %s, but %s has %s; each case needs all of them."
              .formatted(name, root.resolve(IMAGES), numbers, first.getKey(), expected));
  }

  private static List<String> numbers(String name, List<Path> files) {
    return files.stream().map(file -> Names.stem(file).substring(name.length())).toList();
  }

  /** A case's own name may end in four digits. */
  private static String caseName(String name, Map<String, Path> labels) {
    return labels.containsKey(name) ? name : ChannelFiles.caseName(name).orElse(name);
  }

  /**
   * Names by label value; empty without {@code dataset.json}.
   *
   * @throws RobustJException if that is damaged, or has overlapping regions or a label to ignore,
   *     neither of which is supported
   */
  public static Map<Integer, String> labelNames(Path root) {
    Map<Integer, String> names = new TreeMap<>();
    Optional<Path> found = FolderFiles.named(root, FILE);
    if (found.isEmpty()) return names;
    Path file = found.get();
    for (Map.Entry<String, JsonElement> entry : labels(file).entrySet()) put(file, entry, names);
    return names;
  }

  private static JsonObject labels(Path file) {
    JsonElement json = JsonFields.whole(file);
    if (json.isJsonObject() && json.getAsJsonObject().get("labels") instanceof JsonObject labels)
      return labels;
    throw new RobustJException(
        "%s has no object \"labels\" with the names of the label values; add it.".formatted(file));
  }

  private static void put(
      Path file, Map.Entry<String, JsonElement> entry, Map<Integer, String> names) {
    String key = entry.getKey();
    JsonElement value = entry.getValue();
    String text = value.isJsonPrimitive() ? value.getAsString() : "";
    if (key.equals(IGNORE) || text.equals(IGNORE))
      throw new RobustJException(
          "%s has a label to ignore, which is not supported; remove the label from it and from the masks."
              .formatted(file));
    boolean named = isNumber(key) && value.isJsonPrimitive() && !isNumber(text);
    if (!named && !isNumber(text))
      throw new RobustJException(
          "%s has the label %s: %s, but one name and one whole number were expected; overlapping regions are not supported."
              .formatted(file, Excerpt.of(key), Excerpt.of(value)));
    int number = Integer.parseInt(named ? key : text);
    String name = named ? text : key;
    if (name.equalsIgnoreCase(BACKGROUND) && number != 0)
      throw new RobustJException(
          "%s has the name %s for the label value %d, but 0 is the background; correct it there and in the masks."
              .formatted(file, Excerpt.of(name), number));
    if (names.containsValue(name))
      throw new RobustJException(
          "%s has the name %s for two label values; each needs a name of its own."
              .formatted(file, Excerpt.of(name)));
    if (names.put(number, name) != null)
      throw new RobustJException(
          "%s has two names for the label value %s; keep one of them.".formatted(file, number));
  }

  private static boolean isNumber(String text) {
    return Numbers.whole(text).isPresent();
  }
}
