package io.github.robustj.job;

import static io.github.robustj.job.CrossNetwork.MODEL;
import static io.github.robustj.job.CrossNetwork.PLACES;
import static io.github.robustj.job.CrossNetwork.move;
import static io.github.robustj.job.CrossNetwork.run;
import static io.github.robustj.job.CrossNetwork.towards;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.TensorImages;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.task.Reach;
import io.github.robustj.task.Target;
import io.github.robustj.task.landmark.LandmarkObjective;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.As;
import io.github.robustj.testing.Crosses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

/** Attacks on a network that finds the two landmarks of {@link Crosses}. */
class LandmarkAttackJobTest {

  @Test
  void anAttackMovesTheLandmarks() {
    Image image = ImagePlusConverter.toImage(Crosses.image(78, PLACES));
    AttackResult result =
        run(new AttackJob(MODEL, image, Optional.empty(), AttackSpec.pgd(10), 30, 1));
    assertEquals(Crosses.WIDTH, result.adversarial().width(), "in the image's own pixels");
    assertEquals(2, result.classes().size());
    assertEquals(0, result.classes().get(0).before(), 1e-3, "the prediction stands in");
    assertTrue(result.classes().stream().mapToDouble(c -> c.after()).sum() > 1);
    assertTrue(result.slices().get(0).l2() <= 30 + 1e-3);
  }

  /** Ten pixels to the left: dark comes nearer to there, and bright stays near its place. */
  @Test
  void aTargetMovesOneLandmarkAndTheOthersStay() {
    Image image = ImagePlusConverter.toImage(Crosses.image(78, PLACES));
    AttackResult result = run(towards(image, move("dark", 10, 180)));
    assertEquals(new Reach(1, 1), result.reach());
    Landmark before = As.points(result.clean()).slices().get(0).get("dark");
    Landmark after = As.points(result.attacked()).slices().get(0).get("dark");
    Landmark wanted = Landmark.at(before.x() - 10, before.y());
    assertTrue(
        after.distance(wanted, Calibration.PIXELS) < 5, "found at " + after + ", not " + wanted);
    assertTrue(
        result.classes().stream()
                .filter(c -> c.name().equals("bright"))
                .findFirst()
                .orElseThrow()
                .after()
            < 3);
  }

  /** Attacks and objectives know nothing of each other, so not every pair is tried. */
  @Test
  void everyAttackAndObjectiveTakesLandmarks() {
    LandmarkObjective.names().forEach(objective -> attack("bim", objective));
    for (String attack : List.of("apgd", "square", "ensemble", "fmn", "universal"))
      attack(attack, "soft_argmax");
  }

  private static void attack(String attack, String objective) {
    Image image = ImagePlusConverter.toImage(Crosses.image(78, PLACES));
    AttackSpec spec =
        AttackOptions.of(Map.of("attack", attack, "objective", objective, "steps", 3));
    // The engine of this JVM keeps the model open.
    AttackResult result =
        Engine.inProcess()
            .run(new AttackJob(MODEL, image, Optional.empty(), spec, 5, 1), JobListener.SILENT);
    assertTrue(result.slices().get(0).l2() <= 5 + 1e-3, attack + " on " + objective);
    assertEquals(attack.equals("universal"), result.universal().isPresent());
  }

  /** Half of the image may not change, at the network's resolution too. */
  @Test
  void aRegionHoldsAtTheNetworksResolution() {
    Image image = ImagePlusConverter.toImage(Crosses.image(78, PLACES));
    int[] labels = new int[Crosses.WIDTH * Crosses.HEIGHT];
    for (int k = 0; k < labels.length; k++) labels[k] = k % Crosses.WIDTH < 30 ? 1 : 0;
    Mask left = new Mask(ArrayImgs.ints(labels, Crosses.WIDTH, Crosses.HEIGHT, 1));
    AttackAim aim = new AttackAim(Optional.empty(), Optional.of(left), Target.none());
    AttackResult result =
        run(new AttackJob(MODEL, image, Optional.empty(), AttackSpec.pgd(3), 9, 1, aim));
    Tensor change = TensorImages.tensor(result.perturbation());
    boolean changed = false;
    for (int k = 0; k < change.data().length; k++)
      if (k % 48 >= 24) assertEquals(0, change.data()[k], "pixel " + k);
      else changed |= change.data()[k] != 0;
    assertTrue(changed);
  }
}
