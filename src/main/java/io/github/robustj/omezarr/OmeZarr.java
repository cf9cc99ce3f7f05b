package io.github.robustj.omezarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.lazy.BlockCache;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.zarr.ZarrArray;
import io.github.robustj.zarr.ZarrGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Images of OME-Zarr 0.4 and 0.5, read lazily. */
public final class OmeZarr {

  private static final String ENDING = ".zarr";
  private static final String SERIES = "bioformats2raw.layout";

  private OmeZarr() {}

  /** Whether a folder is called, or described, as one of Zarr. */
  public static boolean isZarr(Path folder) {
    if (!Files.isDirectory(folder)) return false;
    return isNamed(folder) || ZarrGroup.isGroup(folder) || ZarrArray.isArray(folder);
  }

  /** Whether the name ends as that of a folder of Zarr does. */
  public static boolean isNamed(Path folder) {
    Path name = folder.getFileName();
    return name != null && name.toString().toLowerCase(Locale.ROOT).endsWith(ENDING);
  }

  /**
   * An image whose pixels are read when somebody looks at them.
   *
   * @param folder of the image; of one of its levels, such as {@code slide.ome.zarr/2}; or of
   *     several series, of which the first is read
   * @param name of the image
   * @throws RobustJException if there is no image, or it is damaged or of an unknown kind
   */
  public static Image read(Path folder, String name) {
    return read(folder, name, BlockCache.shared());
  }

  static Image read(Path folder, String name, BlockCache cache) {
    return pixels(folder).image(name, cache);
  }

  /** The folders of an image's levels, the finest first; empty if the folder is no image. */
  public static List<Path> levels(Path folder) {
    if (!ZarrGroup.isGroup(folder)) return List.of();
    Metadata metadata = Metadata.read(folder);
    if (!metadata.has("multiscales")) return List.of();
    return Multiscale.of(metadata).levels().stream().map(Multiscale.Level::folder).toList();
  }

  /** How many bits a number of the image has in its folder. */
  public static int bits(Path folder) {
    return 8 * ZarrArray.open(pixels(folder).level().folder()).type().bytes();
  }

  private static OmePixels pixels(Path folder) {
    ReadFailure.requirePermission(folder);
    if (ZarrArray.isArray(folder)) return level(folder);
    Metadata metadata = metadata(folder);
    if (metadata.has("multiscales")) {
      Multiscale image = Multiscale.of(metadata);
      return OmePixels.of(image, image.levels().get(0));
    }
    List<Path> series = series(metadata);
    if (series.isEmpty()) throw noImage(metadata);
    OmePixels first = pixels(series.get(0));
    return series.size() == 1
        ? first
        : first.noted(
            "The folder holds %d images; the first is taken (%s names it)."
                .formatted(series.size(), series.get(0)));
  }

  private static Metadata metadata(Path folder) {
    if (ZarrGroup.isGroup(folder)) return Metadata.read(folder);
    if (Unfinished.is(folder)) throw Unfinished.sentence(folder);
    throw new RobustJException(
        "%s is no OME-Zarr image: it has no .zattrs and no zarr.json; copy it again or give the folder that has them."
            .formatted(folder));
  }

  /** The arrays of a level know nothing of OME; the group above them does. */
  private static OmePixels level(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    for (Path above = absolute.getParent(); above != null; above = above.getParent()) {
      if (!ZarrGroup.isGroup(above)) break;
      Metadata metadata = Metadata.read(above);
      if (!metadata.has("multiscales")) continue;
      Multiscale image = Multiscale.of(metadata);
      for (Multiscale.Level level : image.levels())
        if (level.folder().toAbsolutePath().normalize().equals(absolute))
          return OmePixels.of(image, level);
    }
    throw new RobustJException(
        "%s is an array of Zarr that no OME-Zarr image has as a level, so that its axes are unknown; give the folder of an image."
            .formatted(folder));
  }

  /** Of what bioformats2raw converted, in the order of the file. */
  private static List<Path> series(Metadata metadata) {
    if (!metadata.has(SERIES)) return List.of();
    Path folder = metadata.group().folder();
    List<Path> series = listed(folder.resolve("OME"), metadata.group());
    return series.isEmpty() ? List.of(folder.resolve("0")) : series;
  }

  private static List<Path> listed(Path ome, ZarrGroup above) {
    if (!ZarrGroup.isGroup(ome)) return List.of();
    Metadata listed = Metadata.read(ome);
    List<Path> series = new ArrayList<>();
    if (listed.has("series"))
      for (JsonElement path : listed.list(listed.get("series"), "series"))
        series.add(above.inside(listed.text(path, "series")));
    return series;
  }

  private static RobustJException noImage(Metadata metadata) {
    String hint =
        metadata.has("plate")
            ? "give the folder in which it lies, or the folder of one of its fields, such as A/1/0"
            : "give the folder of an image";
    return new RobustJException(
        "%s describes %s; %s.".formatted(metadata.group().file(), kind(metadata), hint));
  }

  private static String kind(Metadata metadata) {
    if (metadata.has("labels")) return "a list of label images, not an image";
    if (metadata.has("well")) return "a well, not an image";
    if (metadata.has("plate")) return "a plate, not an image";
    return "no image (multiscales)";
  }

  /**
   * The images of the fields of a plate, well by well.
   *
   * @return empty if the folder is no plate
   * @throws RobustJException if the plate is damaged, or no well of it has a field
   */
  public static List<Path> fields(Path folder) {
    if (!ZarrGroup.isGroup(folder)) return List.of();
    Metadata plate = Metadata.read(folder);
    if (!plate.has("plate")) return List.of();
    JsonObject json = plate.object(plate.get("plate"), "plate");
    List<JsonObject> wells = plate.objects(Metadata.get(json, "wells"), "wells");
    List<Path> fields = new ArrayList<>();
    for (JsonObject well : wells)
      fields.addAll(fieldsOfWell(plate.group().inside(plate.text(well, "path"))));
    if (fields.isEmpty())
      throw new RobustJException(
          "The plate %s has no field: %s lists %s; copy the plate again, with its wells and their images."
              .formatted(
                  folder,
                  plate.group().file(),
                  wells.isEmpty() ? "no well" : wells.size() + " wells, none with an image"));
    return fields;
  }

  private static List<Path> fieldsOfWell(Path folder) {
    Metadata well = Metadata.read(folder);
    JsonObject inside = well.object(well.get("well"), "well");
    return well.objects(Metadata.get(inside, "images"), "images").stream()
        .map(field -> well.group().inside(well.text(field, "path")))
        .toList();
  }

  /**
   * Where an image lies and how large its pixels are.
   *
   * @return empty if the folder is no image of OME-Zarr
   */
  static Optional<Placing> placing(Path folder) {
    if (!ZarrGroup.isGroup(folder) || ZarrArray.isArray(folder)) return Optional.empty();
    Metadata metadata = Metadata.read(folder);
    if (!metadata.has("multiscales")) return Optional.empty();
    Multiscale image = Multiscale.of(metadata);
    return Optional.of(Placing.of(image, image.levels().get(0)));
  }
}
