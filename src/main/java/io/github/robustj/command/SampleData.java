package io.github.robustj.command;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.data.reader.landmark.LandmarkReader;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.Contours;
import io.github.robustj.display.DetectionOverlay;
import io.github.robustj.display.Images;
import io.github.robustj.display.LandmarkOverlay;
import io.github.robustj.display.Overlays;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.SystemReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An image of each sample data set, which the jar itself brings; {@code ATTRIBUTION.md} beside them
 * says whose they are and under which terms.
 */
enum SampleData {
  HIPPOCAMPUS(
      "segmentation-hippocampus/test/images/hippocampus_015.nii.gz",
      "segmentation-hippocampus/test/labels/hippocampus_015.nii.gz",
      Optional.of("hippocampus-robust")) {
    @Override
    Overlay annotation(Path file, Image image, ImagePlus shown) {
      return contours(file, new LabelClass(1, "anterior"), new LabelClass(2, "posterior"));
    }
  },
  HEART(
      "segmentation-sunnybrook/test/images/SC-N-40-IM-0001-0140.dcm.png",
      "segmentation-sunnybrook/test/labels/SC-N-40-IM-0001-0140.dcm.png",
      Optional.empty()) {
    @Override
    Overlay annotation(Path file, Image image, ImagePlus shown) {
      return contours(file, new LabelClass(255, "left ventricle"));
    }
  },
  FETAL_HEAD(
      "landmarks-hc18/test/images/021_HC.png",
      "landmarks-hc18/test/landmarks.csv",
      Optional.of("fetal-head-robust")) {
    @Override
    Overlay annotation(Path file, Image image, ImagePlus shown) {
      Landmarks points = LandmarkReader.points(file, image);
      shown.getCalibration().pixelWidth = points.calibration().x();
      shown.getCalibration().pixelHeight = points.calibration().y();
      shown.getCalibration().setUnit(points.calibration().unit());
      Overlay overlay =
          LandmarkOverlay.points(LandmarkOverlay.of(points, image, ContourStyle.PREDICTION));
      overlay.drawLabels(true);
      overlay.drawNames(true);
      return overlay;
    }
  },
  BLOOD_CELLS(
      "detection-bccd/test/images/BloodImage_00014.jpg",
      "detection-bccd/test/annotations/BloodImage_00014.xml",
      Optional.of("blood-cells-robust")) {
    @Override
    Overlay annotation(Path file, Image image, ImagePlus shown) {
      return DetectionOverlay.drawn(BoxReader.boxes(file, image));
    }
  };

  private static final String FOLDER = "/io/github/robustj/sample-data/";

  private final String image;
  private final String annotation;
  private final Optional<String> model;

  /**
   * @param model the ready model for such images
   */
  SampleData(String image, String annotation, Optional<String> model) {
    this.image = image;
    this.annotation = annotation;
    this.model = model;
  }

  /**
   * The image with its annotation as an overlay of ROIs that are named like the classes or
   * landmarks: as users draw them, so that it can be a truth or learned from.
   */
  ImagePlus open() {
    try {
      Path folder = Files.createTempDirectory("robustj-sample");
      Path pixels = folder.resolve(Path.of(image).getFileName());
      // A label image may be called like its image.
      Path drawn = Files.createDirectory(folder.resolve("annotation")).resolve(name(annotation));
      try {
        copy(image, pixels);
        copy(annotation, drawn);
        Image read = ImageReader.read(pixels);
        ImagePlus shown = Images.ofFile(pixels, read);
        shown.setOverlay(Overlays.asDrawn(annotation(drawn, read, shown)));
        model.ifPresent(name -> FittingModel.put(shown, name));
        return shown;
      } finally {
        for (Path file : List.of(pixels, drawn, drawn.getParent(), folder))
          Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new RobustJException(
          "The sample image cannot be unpacked into the folder for temporary files (%s); make room there."
              .formatted(SystemReason.of(e)),
          e);
    }
  }

  /** What is drawn on it; may set the pixel size that the annotation tells. */
  abstract Overlay annotation(Path file, Image image, ImagePlus shown);

  private static Overlay contours(Path file, LabelClass... classes) {
    return Contours.of(MaskImages.read(file), List.of(classes), ContourStyle.PREDICTION);
  }

  private static String name(String path) {
    return Path.of(path).getFileName().toString();
  }

  private static void copy(String path, Path to) throws IOException {
    try (InputStream in = SampleData.class.getResourceAsStream(FOLDER + path)) {
      if (in == null) throw new IOException("RobustJ's jar lacks " + path);
      Files.copy(in, to);
    }
  }
}
