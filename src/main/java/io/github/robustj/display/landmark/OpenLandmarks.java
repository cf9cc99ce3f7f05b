package io.github.robustj.display.landmark;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.reader.landmark.PointRois;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.OpenData;
import io.github.robustj.display.Overlays;
import io.github.robustj.file.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The open images with named points on them, saved as a data set that a training reads. */
final class OpenLandmarks {

  private static final String FILE = "landmarks.csv";

  private OpenLandmarks() {}

  /**
   * Writes {@code images/} and {@code landmarks.csv}. A point that an image has not is missing
   * there; images without any point are left out.
   *
   * @throws io.github.robustj.error.RobustJException as {@link OpenData#write}
   */
  static void write(Path folder) {
    Map<String, ImagePlus> images = new LinkedHashMap<>();
    Map<String, Map<String, Landmark>> points = new LinkedHashMap<>();
    for (ImagePlus image : annotated()) {
      String name = OpenData.name(image);
      if (images.put(name, image) != null) throw OpenData.twice(image);
      points.put(name, points(image));
    }
    Table table = table(points);
    OpenData.write(
        folder,
        FILE,
        into ->
            images.forEach(
                (name, image) ->
                    ImageFiles.tiff(OpenData.plain(image), into.resolve(name + ".tif"))),
        table::write);
  }

  private static List<ImagePlus> annotated() {
    return OpenData.images(
        image -> !rois(image).isEmpty(),
        "No open image has points on it; add named point ROIs to the overlay of each image with B,"
            + " or leave open_images out.");
  }

  private static Map<String, Landmark> points(ImagePlus image) {
    return PointRois.points(rois(image), "The image " + image.getTitle());
  }

  private static List<Roi> rois(ImagePlus image) {
    List<Roi> rois = new ArrayList<>(List.of(Overlays.drawn(image).toArray()));
    rois.removeIf(roi -> !(roi instanceof PointRoi));
    return rois;
  }

  private static Table table(Map<String, Map<String, Landmark>> points) {
    Set<String> names = new TreeSet<>();
    points.values().forEach(p -> names.addAll(p.keySet()));
    List<Table> rows = new ArrayList<>();
    points.forEach(
        (image, places) -> {
          Table row = new Table("image");
          row.add(image);
          for (String name : names) {
            Optional<Landmark> place = Optional.ofNullable(places.get(name));
            row.column(name + "_x", place.map(Landmark::x).orElse(null));
            row.column(name + "_y", place.map(Landmark::y).orElse(null));
          }
          rows.add(row);
        });
    return Table.of(rows);
  }
}
