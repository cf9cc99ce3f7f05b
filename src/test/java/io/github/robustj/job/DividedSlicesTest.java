package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.model.Backend;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Target;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.EmptyModels;
import io.github.robustj.testing.FakeBackend;
import io.github.robustj.testing.OutputNet;
import io.github.robustj.testing.Questions;
import io.github.robustj.worker.JobBytes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is found in ranges of slices, in any order and by any process, is to the last bit what is
 * found in all of them: by networks whose answers hang on how many slices stand in a batch.
 */
class DividedSlicesTest {

  private static final List<String> NAMES = List.of("a", "b");
  private static final int WIDTH = 16;
  private static final int HEIGHT = 12;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "segmentation, 37, 3",
    "segmentation, 33, 2",
    "segmentation, 16, 1",
    "segmentation, 1, 1",
    "landmark, 17, 2",
    "detection, 17, 2",
    "instance, 17, 2"
  })
  void predictions(String task, int slices, int parts) {
    PredictJob job = new PredictJob(model(task), image(slices), 64, true);
    Backend backend = backend(task);
    Map<Integer, Prediction> found = new HashMap<>();
    List<SliceRange> ranges = SliceRange.divided(slices, parts);
    assertEquals(parts, ranges.size());
    for (SliceRange range : lastFirst(ranges))
      found.put(range.from(), sent(job, job.slices(range, backend, JobListener.SILENT)));
    Prediction joined =
        Prediction.of(ranges.stream().map(range -> found.get(range.from())).toList());
    assertSame(job, job.run(backend, JobListener.SILENT), joined);
  }

  @ParameterizedTest
  @CsvSource({
    "segmentation, 33, 3, pgd, truth, restarts=2 objective=cross_entropy",
    "segmentation, 17, 2, apgd, truth, epsilon_unit=range",
    "segmentation, 17, 2, ensemble, truth, steps=3",
    "segmentation, 17, 2, square, own, ''",
    "segmentation, 17, 2, fmn, truth, ''",
    "segmentation, 17, 2, worst_deformation, truth, ''",
    "segmentation, 17, 2, noise, truth, norm=linf",
    "segmentation, 17, 2, pgd, target, ''",
    "segmentation, 1, 1, pgd, own, ''",
    "landmark, 17, 2, pgd, own, ''",
    "detection, 17, 2, pgd, own, ''",
    "instance, 17, 2, pgd, own, ''"
  })
  void attacks(String task, int slices, int parts, String attack, String towards, String options) {
    AttackJob job = attack(task, slices, spec(attack, options), towards);
    Backend backend = backend(task);
    List<SliceRange> ranges = SliceRange.divided(slices, parts);
    Map<Integer, AttackedSlices> found = new HashMap<>();
    for (SliceRange range : lastFirst(ranges))
      found.put(range.from(), travelled(job.slices(range, "", backend, JobListener.SILENT)));
    List<AttackedSlices> all = ranges.stream().map(range -> found.get(range.from())).toList();
    List<String> said = new ArrayList<>();
    AttackResult whole = job.run(backend, hearing(said));
    List<String> again = new ArrayList<>();
    AttackResult joined = new JoinedAttackJob(job, all).run(backend, hearing(again));
    assertSame(job, whole, joined);
    assertEquals(said, again, "what the user is told");
    assertTrue(whole.slices().stream().anyMatch(size -> size.linf() > 0), "something changes");
  }

  /** Of two steps, if nothing else is said. */
  private static AttackSpec spec(String attack, String options) {
    Map<String, Object> given = new HashMap<>(Map.of("attack", attack, "steps", "2"));
    if (!options.isEmpty())
      for (String option : options.split(" "))
        given.put(option.split("=")[0], option.split("=")[1]);
    return AttackOptions.of(given);
  }

  /** The images of all slices are chosen together, of those that the parts have seen. */
  @Test
  void candidatesTravel() {
    AttackJob job = attack("segmentation", 20, spec("pgd", "objective=soft_dice"), "truth");
    AttackedSlices part =
        job.slices(new SliceRange(16, 20), "sum", backend("segmentation"), JobListener.SILENT);
    assertEquals(4, part.counts().size());
    int all = part.counts().stream().mapToInt(i -> i).sum();
    assertTrue(all > 4, "images to choose from: " + all);
    assertEquals(all, part.candidates().orElseThrow().slices());
    assertEquals(all, part.shares().size());
  }

  @Test
  void whatIsOneForAllSlicesIsNotDivided() {
    AttackSpec universal = AttackOptions.of(Map.of("attack", "universal"));
    AttackJob job = attack("segmentation", 37, universal, "own");
    assertTrue(AttackJob.isUndivided(universal));
    assertFalse(AttackJob.isUndivided(AttackSpec.pgd(2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> job.slices(new SliceRange(0, 16), "", backend("segmentation"), JobListener.SILENT));
  }

  @Test
  void rangesAreWholeBatches() {
    assertEquals(List.of(new SliceRange(0, 37)), SliceRange.divided(37, 1));
    assertEquals(List.of(new SliceRange(0, 16), new SliceRange(16, 37)), SliceRange.divided(37, 2));
    assertEquals(
        List.of(new SliceRange(0, 16), new SliceRange(16, 32), new SliceRange(32, 37)),
        SliceRange.divided(37, 9));
    assertEquals(List.of(new SliceRange(0, 1)), SliceRange.divided(1, 4));
    assertThrows(IllegalArgumentException.class, () -> new SliceRange(8, 16));
    assertEquals("slices 17 to 37", new SliceRange(16, 37).inWords());
  }

  private static List<SliceRange> lastFirst(List<SliceRange> ranges) {
    List<SliceRange> all = new ArrayList<>(ranges);
    Collections.reverse(all);
    return all;
  }

  private static JobListener hearing(List<String> said) {
    return new JobListener() {
      @Override
      public void log(String line) {
        said.add(line);
      }
    };
  }

  private static Prediction sent(PredictJob job, Prediction found) {
    return JobBytes.result(job, JobBytes.ofResult(job, found));
  }

  private static AttackedSlices travelled(AttackedSlices found) {
    AttackSlicesJob job = new AttackSlicesJob(null, found.slices());
    return JobBytes.result(job, JobBytes.ofResult(job, found));
  }

  private static <R> void assertSame(Job<R> job, R wanted, R found) {
    assertArrayEquals(JobBytes.ofResult(job, wanted), JobBytes.ofResult(job, found));
  }

  private AttackJob attack(String task, int slices, AttackSpec attack, String towards) {
    Image image = image(slices);
    int[] labels = new int[WIDTH * HEIGHT * slices];
    for (int i = 0; i < labels.length; i++) labels[i] = i % WIDTH < WIDTH / 3 ? 3 : 0;
    Annotation truth = new Annotation.Mask(ArrayImgs.ints(labels, WIDTH, HEIGHT, slices));
    Target target = towards.equals("target") ? new Target("erase", "a", "") : Target.none();
    return new AttackJob(
        model(task),
        image,
        towards.equals("truth") ? Optional.of(truth) : Optional.empty(),
        attack,
        .3,
        7,
        new AttackAim(Optional.empty(), Optional.empty(), target));
  }

  /** Waves; slice 3 is constant. */
  private static Image image(int slices) {
    float[] pixels = new float[WIDTH * HEIGHT * slices];
    for (int i = 0; i < pixels.length; i++) {
      int z = i / (WIDTH * HEIGHT);
      int y = i / WIDTH % HEIGHT;
      double wave = Math.sin(i % WIDTH / 2. + z) * Math.cos(y / 3. + z * z);
      pixels[i] = z == 3 ? 50 : (float) (100 + 60 * wave);
    }
    return new Image(
        "waves", ArrayImgs.floats(pixels, WIDTH, HEIGHT, 1, slices), Calibration.PIXELS);
  }

  private Path model(String task) {
    return EmptyModels.write(folder.resolve("model"), Questions.of(task, 16), 1, Instant.EPOCH);
  }

  private Backend backend(String task) {
    Task<?> its = ModelTask.taskOf(ModelFolder.open(model(task)));
    float[][] mix = new float[its.outputChannels()][];
    for (int c = 0; c < mix.length; c++)
      mix[c] = new float[] {1 - c % 3, c % 2, (c + 1) % 3 * .5f, .2f * c};
    return new FakeBackend(() -> new OfBatches(its, mix));
  }

  /** Says a little else in batches of another size. */
  private static final class OfBatches extends FakeBackend.Model {

    OfBatches(Task<?> task, float[]... mix) {
      super(new OutputNet(task, mix));
    }

    @Override
    public Tensor predict(Tensor images) {
      Tensor outputs = super.predict(images);
      for (int i = 0; i < outputs.data().length; i++)
        outputs.data()[i] += (float) (1e-3 * images.samples() * Math.sin(i));
      return outputs;
    }

    /** Minus the sum of the outputs, each weighted a little else. */
    @Override
    public LossAndGradient loss(Tensor images, Tensor targets) {
      Tensor outputs = predict(images);
      Tensor slopes = Tensor.zeros(outputs.shape());
      float[] loss = new float[outputs.samples()];
      for (int i = 0; i < outputs.data().length; i++) {
        slopes.data()[i] = (float) -(1 + .2 * Math.sin(i + images.samples()));
        loss[i / outputs.sampleLength()] += slopes.data()[i] * outputs.data()[i];
      }
      return new LossAndGradient(loss, pullback(images, slopes), outputs);
    }
  }
}
