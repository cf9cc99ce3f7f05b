package io.github.robustj.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.PointRoi;
import ij.gui.Roi;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.PointRois;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.Overlays;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.job.Options;
import io.github.robustj.task.LandmarkTask;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The open images with named points on them, saved as a data set that a training reads. */
final class OpenLandmarks {

  private OpenLandmarks() {}

  /**
   * Writes {@code images/} and {@code landmarks.csv} into the data folder. A point that an image
   * has not is missing there; images without any point are left out.
   *
   * @throws RobustJException if the task is another one, the folder holds a data set already, no
   *     open image has points, or two images have one title
   */
  static void write(Options options) {
    Path folder = options.path("data");
    if (!options.text("task").equals(LandmarkTask.NAME))
      throw new RobustJException(
          "The option open_images has an effect only with task=landmark, but task is %s; leave it out or change task."
              .formatted(options.text("task")));
    for (String name : List.of("images", "landmarks.csv"))
      if (Files.exists(folder.resolve(name)))
        throw new RobustJException(
            "The open images cannot be saved into %s, which has %s already; give an empty folder as data, or leave open_images out."
                .formatted(folder, name));
    Map<String, Map<String, Landmark>> points = new LinkedHashMap<>();
    for (ImagePlus image : annotated()) {
      String title = image.getTitle().replaceAll("[\\\\/:*?\"<>|,\\s]+", "_");
      String name = Names.stem(Path.of(title));
      if (points.put(name, points(image)) != null)
        throw new RobustJException(
            "Two open images are called %s; rename one of them.".formatted(image.getTitle()));
      ImageFiles.tiff(withoutPoints(image), folder.resolve("images").resolve(name + ".tif"));
    }
    byte[] table = table(points).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(folder.resolve("landmarks.csv"), out -> out.write(table));
  }

  private static List<ImagePlus> annotated() {
    int[] ids = WindowManager.getIDList();
    List<ImagePlus> images =
        ids == null
            ? List.of()
            : Arrays.stream(ids)
                .mapToObj(WindowManager::getImage)
                .filter(Objects::nonNull)
                .filter(image -> !rois(image).isEmpty())
                .toList();
    if (!images.isEmpty()) return images;
    throw new RobustJException(
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

  private static ImagePlus withoutPoints(ImagePlus image) {
    ImagePlus copy = image.duplicate();
    copy.setOverlay(null);
    copy.deleteRoi();
    return copy;
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
