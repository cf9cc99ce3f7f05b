package io.github.robustj.packaging;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.TaskType;
import java.nio.file.Path;

/** The description of a model as JSON: {@code model.json}, or a part of another file. */
final class DescriptionFile {

  /** The newest format this version reads, and the one it writes. */
  private static final int FORMAT = 1;

  private DescriptionFile() {}

  /**
   * @throws RobustJException if it is damaged, for a task that is not known, or written by a newer
   *     version
   */
  static ModelDescription read(Path file) {
    return description(file, Json.read(file));
  }

  static JsonObject tree(ModelDescription description) {
    JsonObject tree = new JsonObject();
    tree.add("format", new JsonPrimitive(FORMAT));
    Json.tree(description).getAsJsonObject().entrySet().stream()
        .filter(e -> !e.getValue().isJsonNull())
        .forEach(e -> tree.add(e.getKey(), e.getValue()));
    return tree;
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
