package io.github.robustj.command;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.reader.landmark.PointRois;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.Overlays;
import io.github.robustj.file.AtomicFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    String table = table(points);
    OpenData.write(
        folder,
        FILE,
        into ->
            images.forEach(
                (name, image) ->
                    ImageFiles.tiff(OpenData.plain(image), into.resolve(name + ".tif"))),
        file -> AtomicFiles.text(file, table));
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

  private static String table(Map<String, Map<String, Landmark>> points) {
    TreeSet<String> names = new TreeSet<>();
    points.values().forEach(p -> names.addAll(p.keySet()));
    StringBuilder table = new StringBuilder("image");
    names.forEach(name -> table.append(",%s_x,%s_y".formatted(name, name)));
    points.forEach(
        (image, places) -> {
          table.append('\n').append(image);
          for (String name : names) {
            Landmark place = places.get(name);
            table.append(place == null ? ",," : "," + place.x() + "," + place.y());
          }
        });
    return table.append('\n').toString();
  }
}
