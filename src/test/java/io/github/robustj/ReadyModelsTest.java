package io.github.robustj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.data.reader.landmark.LandmarkReader;
import io.github.robustj.error.RobustJException;
import io.github.robustj.metric.Matches;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.ready.ReadyModels;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;
import java.util.Map;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models that come along, by name in scripts, see well above chance what they are for. */
class ReadyModelsTest {

  private static final Path SAMPLES = Path.of("sample-data");

  @Test
  void anUnknownNameIsToldTheKnownOnes() {
    String said =
        assertThrows(
                RobustJException.class,
                () -> RobustJ.evaluate("nowhere", "hippocampus-rubost", Map.of()))
            .getMessage();
    for (String name : ReadyModels.names()) assertTrue(said.contains(name), said);
  }

  /** Dice of each class in the whole volume; who marks at random has about .05. */
  @ParameterizedTest
  @ValueSource(strings = {"robust", "standard"})
  void theHippocampusIsSegmented(String kind) {
    Path data = SAMPLES.resolve("segmentation-hippocampus/test");
    ImagePlus image = RobustJ.open(data.resolve("images/hippocampus_015.nii.gz") + "");
    Prediction.Masks seen = RobustJ.predict(image, "hippocampus-" + kind, Map.of());
    assertEquals("anterior", seen.classes().get(1).name());
    var truth = MaskImages.read(data.resolve("labels/hippocampus_015.nii.gz"));
    for (int label = 1; label <= 2; label++) {
      long both = 0;
      long sum = 0;
      var expected = Views.flatIterable(truth.labels()).iterator();
      for (var pixel : Views.flatIterable(seen.mask().labels())) {
        boolean in = expected.next().get() == label;
        boolean found = pixel.get() == label;
        if (in && found) both++;
        sum += (in ? 1 : 0) + (found ? 1 : 0);
      }
      assertTrue(2. * both / sum > .6, "Dice " + 2. * both / sum);
    }
  }

  /** In mm; the head is about 10 cm long, and always answering the mean place is off by 7 mm. */
  @ParameterizedTest
  @ValueSource(strings = {"robust", "standard"})
  void theHeadIsMeasured(String kind) {
    Path data = SAMPLES.resolve("landmarks-hc18/test");
    Path file = data.resolve("images/021_HC.png");
    Image image = ImageReader.read(file);
    Annotation.Landmarks truth = LandmarkReader.points(data.resolve("landmarks.csv"), image);
    ImagePlus shown = RobustJ.open(file + "");
    Prediction.Points seen = RobustJ.locate(shown, "fetal-head-" + kind, Map.of());
    Map<String, Landmark> found = seen.landmarks().slices().get(0);
    double sum = 0;
    for (var place : truth.slices().get(0).entrySet())
      sum += place.getValue().distance(found.get(place.getKey()), truth.calibration());
    assertTrue(sum / 4 < 4, "mean radial error " + sum / 4);
  }

  /** Most of the 19 cells with an IoU of .5, few that are not there. */
  @ParameterizedTest
  @ValueSource(strings = {"robust", "standard"})
  void cellsAreFound(String kind) {
    Path data = SAMPLES.resolve("detection-bccd/test");
    Path file = data.resolve("images/BloodImage_00014.jpg");
    ImagePlus shown = RobustJ.open(file + "");
    Prediction.Objects seen = RobustJ.detect(shown, "blood-cells-" + kind, Map.of());
    var truth =
        BoxReader.boxes(data.resolve("annotations/BloodImage_00014.xml"), ImageReader.read(file));
    Matches matches = Matches.of(new ObjectsInImage(truth, seen.objects().slices().get(0)), .5);
    String counts = matches.right().size() + " right, " + matches.wrong().size() + " wrong";
    assertTrue(matches.right().size() >= 8 && matches.wrong().size() <= 8, counts);
  }
}
