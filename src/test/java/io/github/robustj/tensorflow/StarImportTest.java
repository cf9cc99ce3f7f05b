package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.ImportJob.Imported;
import io.github.robustj.job.InspectJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction.Objects;
import io.github.robustj.task.Stars;
import io.github.robustj.task.instance.InstanceQuestion;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.StarNetworks.Form;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.types.TFloat32;

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
        new InstanceQuestion(new Stars(StarNetworks.RAYS, grid, .5, .4)),
        ModelFolder.open(model()).description().task());
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

  /**
   * A package as StarDist writes it: the network is tried on its image, whose answer has the size
   * of the image, and the thresholds are the package's.
   */
  @Test
  void comesFromAPackage() throws Exception {
    Path files = folder.resolve("package");
    new StarNetworks(Form.ENLARGED, 2, false).save(files.resolve("weights"));
    float[] input = pixels(image(70, 66));
    float[] scaled = scaled(input);
    write(files, input, direct(files.resolve("weights"), scaled), .3);
    Imported imported = run(new ImportJob(files, model(), Map.of()));
    assertTrue(imported.lines().toString().contains("reproduced"), imported.lines().toString());
    assertEquals(
        new InstanceQuestion(new Stars(StarNetworks.RAYS, 2, .3, .25)),
        ModelFolder.open(model()).description().task());
    run(
        new ImportJob(
            files,
            folder.resolve("other"),
            Map.of("probability_threshold", .6, "overlap_threshold", .1)));
    assertEquals(
        new InstanceQuestion(new Stars(StarNetworks.RAYS, 2, .6, .1)),
        ModelFolder.open(folder.resolve("other")).description().task());
    scaled[2000] += 1;
    write(files, input, direct(files.resolve("weights"), scaled), .3);
    assertRefused(files, Map.of(), "differs from its own test output");
    write(files, input, direct(files.resolve("weights"), scaled), 2);
    assertRefused(files, Map.of(), "config.stardist.thresholds.prob");
  }

  private static void write(Path folder, float[] input, float[] output, double threshold)
      throws Exception {
    Files.write(folder.resolve("in.npy"), new BioimageFiles.Array(input, 1, 66, 70, 1).npy());
    Files.write(
        folder.resolve("out.npy"),
        new BioimageFiles.Array(output, 1, 66, 70, StarNetworks.RAYS + 1).npy());
    Files.writeString(
        folder.resolve("rdf.yaml"),
        """
        format_version: 0.4.9
        type: model
        name: nuclei
        inputs:
        - axes: byxc
          data_range: [-.inf, .inf]
          data_type: float32
          name: input
          preprocessing:
          - {name: scale_range, kwargs: {axes: yx, max_percentile: 99.8, min_percentile: 1.0, mode: per_sample}}
          shape: {min: [1, 16, 16, 1], step: [0, 16, 16, 0]}
        outputs:
        - axes: byxc
          data_range: [-.inf, .inf]
          data_type: float32
          halo: [0, 0, 0, 0]
          name: output
          shape: {offset: [0.5, 0.5, 0.5, 8.5], reference_tensor: input, scale: [0.0, 1.0, 1.0, 0.0]}
        test_inputs: [in.npy]
        test_outputs: [out.npy]
        weights:
          tensorflow_saved_model_bundle: {source: weights}
        config:
          stardist:
            stardist_version: 0.9.1
            thresholds: {nms: 0.25, prob: %s}
        """
            .formatted(threshold));
  }

  private static float[] direct(Path network, float[] image) {
    try (SavedModelBundle bundle = SavedModelBundle.load(network.toString(), "serve");
        TFloat32 x = Copies.toNative(new Tensor(image, 1, 66, 70, 1));
        Result result =
            bundle.session().runner().feed("serving_default_input", x).fetch("out").run()) {
      return Copies.toJava((TFloat32) result.get(0)).data();
    }
  }

  private static float[] pixels(Image image) {
    float[] values = new float[image.width() * image.height()];
    int i = 0;
    for (var value : Views.flatIterable(image.pixels())) values[i++] = value.get();
    return values;
  }

  /** Percentiles 1 and 99.8 are 0 and 200 in these images. */
  private static float[] scaled(float[] values) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) scaled[i] = values[i] / 200;
    return scaled;
  }

  /** What does not fit is one sentence. */
  @Test
  void wrongOptionsAreSentences() throws Exception {
    Path two = folder.resolve("two");
    new StarNetworks(Form.TWO, 1, false).save(two);
    assertRefused(two, Map.of("class_names", "cell"), "class_names");
    assertRefused(two, Map.of("distance_tensor", "x"), "distance_tensor");
    assertRefused(two, Map.of("distance_tensor", "prob"), "distance_tensor");
    assertRefused(
        two, Map.of("distance_tensor", "dist", "output_values", "softmax"), "distance_tensor");
    Path other = folder.resolve("other network");
    new ForeignNetworks(false, false, ForeignNetworks.End.NONE, 2).save(other, 3);
    assertRefused(other, Map.of("probability_threshold", .3), "probability_threshold");
    assertRefused(other, Map.of("output_values", "star_distances"), "distances");
  }

  /** There is one sentence on training them. */
  @Test
  void isNotTrainedFromScratch() throws Exception {
    Path data = folder.resolve("data");
    for (String part : List.of("images", "masks")) Files.createDirectories(data.resolve(part));
    for (String part : List.of("images", "masks"))
      for (String name : List.of("a", "b", "c"))
        Files.write(
            data.resolve(part).resolve(name + ".pgm"),
            "P2 16 16 255 ".concat("7 ".repeat(256)).getBytes());
    String sentence =
        assertThrows(
                RobustJException.class,
                () ->
                    run(
                        new TrainJob(
                            data,
                            Optional.empty(),
                            folder.resolve("trained"),
                            TrainOptions.of(Map.of("task", "instance")))))
            .getMessage();
    assertTrue(sentence.contains("from scratch"), sentence);
  }

  private void assertRefused(Path source, Map<String, Object> options, String words) {
    String sentence =
        assertThrows(
                RobustJException.class,
                () -> run(new ImportJob(source, folder.resolve("refused"), options)))
            .getMessage();
    assertTrue(sentence.contains(words), sentence);
  }

  private Imported imported(Form form, int grid, boolean keras) throws Exception {
    Path original = folder.resolve("original");
    new StarNetworks(form, grid, keras).save(original);
    Imported imported = run(new ImportJob(original, model(), Map.of()));
    assertEquals(ModelTask.named("instance"), ModelTask.of(model()));
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
