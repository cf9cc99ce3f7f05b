package io.github.robustj.zarr;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A group in a folder: what its metadata say of it, and a way to what lies in it.
 *
 * @param file that says it, for messages
 * @param version 2 or 3 of Zarr
 */
public record ZarrGroup(Path folder, Path file, int version, JsonObject attributes) {

  private static final String V2 = ".zgroup";
  private static final String V2_ATTRIBUTES = ".zattrs";

  /** Whether the folder has the metadata of a group; nothing is read. */
  public static boolean isGroup(Path folder) {
    return Files.isRegularFile(folder.resolve(ArrayMetadata.V3))
        || Files.isRegularFile(folder.resolve(V2))
        || Files.isRegularFile(folder.resolve(V2_ATTRIBUTES));
  }

  /**
   * @throws RobustJException if there is no group, or its metadata are damaged
   */
  public static ZarrGroup open(Path folder) {
    Path v3 = folder.resolve(ArrayMetadata.V3);
    if (Files.exists(v3)) return third(folder, Json.read(v3));
    Path attributes = folder.resolve(V2_ATTRIBUTES);
    if (Files.exists(attributes))
      return new ZarrGroup(folder, attributes, 2, Json.read(attributes).object());
    Path v2 = folder.resolve(V2);
    if (Files.exists(v2)) return new ZarrGroup(folder, v2, 2, new JsonObject());
    throw new RobustJException(
        "%s has no Zarr group, which %s or %s in it would describe; check the path or copy it again."
            .formatted(folder, V2, ArrayMetadata.V3));
  }

  private static ZarrGroup third(Path folder, Json json) {
    if (json.number(json.get("zarr_format"), "zarr_format") != 3)
      throw json.wrong("zarr_format", "3");
    JsonObject attributes =
        json.get("attributes").isJsonNull() ? new JsonObject() : json.inside("attributes").object();
    return new ZarrGroup(folder, json.file(), 3, attributes);
  }

  /**
   * What a path in the metadata leads to.
   *
   * @throws RobustJException if it leads out of the group
   */
  public Path inside(String path) {
    boolean plain =
        !path.isEmpty() && path.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':');
    Path place = plain ? folder.resolve(path).normalize() : folder;
    if (plain && place.startsWith(folder.normalize()) && !place.equals(folder.normalize()))
      return place;
    throw new RobustJException(
        "%s has the path \"%s\", which leads to nothing in its folder; correct it or copy the image again."
            .formatted(file, Excerpt.of(path)));
  }

  /**
   * Writes the metadata of a group; the attributes come last, so that whoever sees them sees all.
   *
   * @throws RobustJException if they cannot be written
   */
  public static void write(Path folder, int version, JsonObject attributes) {
    if (version == 2) {
      JsonObject group = new JsonObject();
      group.addProperty("zarr_format", 2);
      ChunkFiles.writeThrough(folder.resolve(V2), text(group));
      ChunkFiles.writeThrough(folder.resolve(V2_ATTRIBUTES), text(attributes));
      return;
    }
    JsonObject group = new JsonObject();
    group.addProperty("zarr_format", 3);
    group.addProperty("node_type", "group");
    group.add("attributes", attributes);
    ChunkFiles.writeThrough(folder.resolve(ArrayMetadata.V3), text(group));
  }

  private static byte[] text(JsonObject json) {
    return new GsonBuilder()
        .setPrettyPrinting()
        .disableHtmlEscaping()
        .create()
        .toJson(json)
        .getBytes(StandardCharsets.UTF_8);
  }
}
