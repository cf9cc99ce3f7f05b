package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.job.Engine;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.ImportJob.Imported;
import io.github.robustj.job.InspectJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.PredictJob;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction.Objects;
import io.github.robustj.task.Question.Stars;
import io.github.robustj.tensorflow.StarNetworks.Form;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network of StarDist becomes a model that outlines objects. */
class StarImportTest {

  /** Centres in pixels from the corner of the image, x and y; the radius is {@link #RADIUS}. */
  private static final double[][] DISCS = {{15.3, 14.8}, {48.6, 17.1}, {32.2, 46.4}};

  private static final double RADIUS = 8;

  @TempDir Path folder;

  /**
   * Corners lie on the circles: pixels half covered, and rays between pixels, leave less than half
   * a pixel. All forms of a network give the same.
   */
  @ParameterizedTest
  @CsvSource({
    "JOINED, 1, false",
    "JOINED, 1, true",
    "ENLARGED, 2, true",
    "ENLARGED, 4, false",
    "TWO, 1, false",
    "TWO, 2, false"
  })
  void outlinesLieOnTheCircles(Form form, int grid, boolean keras) throws Exception {
    Imported imported = imported(form, grid, keras);
    assertEquals("", imported.withoutGradient(), "white box");
    assertEquals(
        new Stars(StarNetworks.RAYS, grid, .5, .4),
        ModelFolder.open(model()).description().task().stars());
    Objects seen = run(new PredictJob(model(), image(70, 66), 512));
    List<BoxedObject> found =
        seen.objects().all().stream()
            .sorted(Comparator.comparingDouble(o -> o.box().centerX() + 100 * o.box().centerY()))
            .toList();
    assertEquals(3, found.size(), found.toString());
    for (int i = 0; i < 3; i++) {
      double[] ring = found.get(i).outline().rings().get(0);
      assertEquals(2 * StarNetworks.RAYS, ring.length);
      for (int k = 0; k < ring.length; k += 2)
        assertEquals(
            RADIUS,
            Math.hypot(ring[k] - DISCS[i][0], ring[k + 1] - DISCS[i][1]),
            .5,
            form + " " + k);
    }
  }

  @Test
  void isShownBefore() throws Exception {
    Path original = folder.resolve("original");
    new StarNetworks(Form.ENLARGED, 2, true).save(original);
    List<String> lines = run(new InspectJob(original, Map.of())).connection();
    assertTrue(
        lines
            .toString()
            .contains("probability and distances along 16 rays (StarDist), one for 2 x 2"),
        lines.toString());
  }

  private Imported imported(Form form, int grid, boolean keras) throws Exception {
    Path original = folder.resolve("original");
    new StarNetworks(form, grid, keras).save(original);
    Imported imported = run(new ImportJob(original, model(), Map.of()));
    assertEquals(ModelTask.INSTANCE, ModelTask.of(model()));
    return imported;
  }

  private Path model() {
    return folder.resolve("model");
  }

  @SuppressWarnings("unchecked")
  static <R, S extends R> S run(Job<R> job) {
    return (S) Engine.inProcess().run(job, JobListener.SILENT);
  }

  /** Bright discs; of a pixel the part that is covered is bright. */
  static Image image(int width, int height) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++)
      for (double[] disc : DISCS)
        for (int k = 0; k < 64; k++) {
          double x = i % width + (k % 8 + .5) / 8;
          double y = i / width + (k / 8 + .5) / 8;
          if (Math.hypot(x - disc[0], y - disc[1]) <= RADIUS) values[i] += 200f / 64;
        }
    return new Image("discs", ArrayImgs.floats(values, width, height, 1, 1), Calibration.PIXELS);
  }
}
