package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.RobustJ;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Image;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.PredictJob;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.task.Prediction.Objects;
import io.github.robustj.task.Reach;
import io.github.robustj.task.Stars;
import io.github.robustj.task.Target;
import io.github.robustj.task.instance.InstanceTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.StarNetworks.Form;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loss of outlines in a graph, and attacks on a network of StarDist. */
class StarAttackTest {

  @TempDir Path folder;

  /** The loss in the graph is that in closed form, and so is what leads back to the image. */
  @Test
  void lossIsThatOfTheFormula() throws Exception {
    imported(Form.ENLARGED, 2);
    InstanceTask task = new InstanceTask(new Stars(StarNetworks.RAYS, 2, .5, .4), Correctness.LOSS);
    Tensor images = noise(2, 24, 20);
    Tensor labels = Tensor.zeros(2, 24, 20, 1);
    for (int y = 5; y < 15; y++) for (int x = 4; x < 12; x++) labels.data()[y * 20 + x] = 3;
    for (int x = 0; x < 20; x++) labels.data()[480 + x] = -1;
    try (DifferentiableModel model =
        new TensorFlowBackend().load(network(), Loss.PROBABILITY_AND_DISTANCES)) {
      LossAndGradient graph = model.loss(images, labels);
      Value formula = task.loss(graph.outputs(), labels);
      assertArrayEquals(formula.value(), graph.loss(), 1e-5f);
      // Sums of float32 in another order.
      assertArrayEquals(
          model.pullback(images, formula.gradient()).data(), graph.gradient().data(), 1e-5f);
      for (int i : new int[] {0, 130, 333, 700}) {
        double difference =
            (loss(model, task, images, labels, i, 1 / 64f)
                    - loss(model, task, images, labels, i, -1 / 64f))
                * 32;
        // Distances have kinks where they are right; none is passed here.
        assertEquals(difference, graph.gradient().data()[i], 1e-3, "pixel " + i);
      }
    }
  }

  private static double loss(
      DifferentiableModel model, InstanceTask task, Tensor images, Tensor labels, int i, float by) {
    Tensor moved = images.copy();
    moved.data()[i] += by;
    return task.loss(model.predict(moved), labels).value()[i / images.sampleLength()];
  }

  /** Every object is found before; after an attack of a quarter of the range some are lost. */
  @Test
  void objectsAreLost() throws Exception {
    imported(Form.JOINED, 1);
    AttackJob job =
        new AttackJob(
            model(), StarImportTest.image(70, 66), Optional.empty(), AttackSpec.pgd(10), 25, 1);
    AttackResult attacked = StarImportTest.run(job);
    Objects clean = (Objects) attacked.clean();
    Objects after = (Objects) attacked.attacked();
    assertEquals(3, clean.objects().all().size());
    long kept =
        after.objects().all().stream()
            .filter(o -> clean.objects().all().stream().anyMatch(c -> c.iou(o) >= .5))
            .count();
    assertTrue(kept < 3, kept + " of 3 are still found");
  }

  /** All objects go, or a disc appears in the free place beside them. */
  @Test
  void targetsAreReached() throws Exception {
    imported(Form.TWO, 1);
    AttackResult vanished = attacked("vanish");
    assertEquals(new Reach(3, 3), vanished.reach());
    assertEquals(0, ((Objects) vanished.attacked()).objects().all().size());
    AttackResult made = attacked("fabricate");
    assertEquals(new Reach(1, 1), made.reach(), "there is one free place");
    Objects seen = (Objects) made.attacked();
    assertTrue(seen.objects().all().size() > 3, seen.objects().toString());
  }

  private AttackResult attacked(String target) {
    return StarImportTest.run(
        new AttackJob(
            model(),
            StarImportTest.image(70, 66),
            Optional.empty(),
            AttackSpec.pgd(20),
            60,
            1,
            new AttackAim(Optional.empty(), Optional.empty(), new Target(target, "", ""))));
  }

  /** In tiles of 64 pixels the outlines are those of the whole: tiles overlap by more than rays. */
  @Test
  void tilesGiveTheSame() throws Exception {
    imported(Form.TWO, 2);
    Image image = StarImportTest.image(150, 140);
    Objects whole = StarImportTest.run(new PredictJob(model(), image, 512));
    Objects tiles = StarImportTest.run(new PredictJob(model(), image, 64));
    assertEquals(whole.objects().all().size(), tiles.objects().all().size());
    Objects script = RobustJ.outline(image.pixels(), model().toString(), Map.of("axes", "xycz"));
    assertEquals(whole.found(), script.found());
    for (int i = 0; i < 3; i++)
      assertEquals(
          1, whole.objects().all().get(i).iou(tiles.objects().all().get(i)), 1e-3, "object " + i);
  }

  private void imported(Form form, int grid) throws Exception {
    Path original = folder.resolve("original");
    new StarNetworks(form, grid, false).save(original);
    StarImportTest.run(new ImportJob(original, model(), Map.of()));
  }

  private Path model() {
    return folder.resolve("model");
  }

  private Path network() {
    return ModelFolder.open(model()).savedModel();
  }

  private static Tensor noise(int samples, int height, int width) {
    Tensor images = Tensor.zeros(samples, height, width, 1);
    Random random = new Random(4);
    for (int i = 0; i < images.data().length; i++) images.data()[i] = random.nextFloat();
    return images;
  }
}
