package io.github.robustj.cli;

import static io.github.robustj.cli.UntrainedModels.image;
import static io.github.robustj.cli.UntrainedModels.model;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.display.AdversarialImage;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.RoundedAttack;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import io.github.robustj.task.Target;
import io.github.robustj.testing.As;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of an attack whose adversarial image is rounded to grey levels. */
class RoundedAttackTest {

  private static final Target SWAP = new Target("swap", "organ", "b");

  private static final Normalization Z = new Normalization(Normalization.Kind.Z_SCORE, 10, 90);

  @TempDir Path folder;

  /**
   * An attack, and what is left of it in an image of 8 bit.
   *
   * @param read the rounded image
   * @param seen what the model finds there
   */
  private record Rounding(
      Image clean,
      Prediction before,
      AttackResult exact,
      Image read,
      Mask seen,
      AttackResult rounded) {}

  private Rounding rounding(AttackSpec attack, double epsilon, Target target) {
    Path model = model(folder, UntrainedModels.segmentation(), Z, 8);
    ImagePlus shown = image(8, 1);
    Image clean = ImagePlusConverter.toImage(shown);
    AttackAim aim = new AttackAim(Optional.empty(), Optional.empty(), target);
    AttackResult exact =
        run(new AttackJob(model, clean, Optional.empty(), attack, epsilon, 1, aim));
    Path file = folder.resolve("rounded.tif");
    ImageFiles.tiff(AdversarialImage.of(shown, exact), file);
    assertEquals(8, IJ.openImage(file.toString()).getBitDepth());
    Image read = ImageReader.read(file);
    Prediction seen = run(new PredictJob(model, read, 512));
    return new Rounding(
        clean,
        run(new PredictJob(model, clean, 512)),
        exact,
        read,
        As.mask(seen),
        RoundedAttack.of(exact, read, seen));
  }

  /** Less is left, and that is what is said. */
  @Test
  void aRoundedAttackIsMeasuredAgain() {
    AttackSpec attack = new AttackSpec("pgd", Norm.LINF, 3, 4, 1);
    Rounding r = rounding(attack, .01, Target.none());
    double dice = UntrainedModels.dice(As.labels(r.seen), As.labels((Mask) r.exact.truth()))[1];
    assertEquals(dice, r.rounded.classes().get(0).after());
    assertEquals(r.exact.classes().get(0).before(), r.rounded.classes().get(0).before());
    double level = 1 / r.read.clean().get().scaling().scale()[0];
    // A whole grey level is more than epsilon; no pixel may be half way.
    double linf = r.rounded.slices().get(0).linf();
    assertTrue(linf < 1e-5 || linf > level / 2);
  }

  /** Of a target, too, it is said how much the rounded image reaches. */
  @Test
  void theReachOfARoundedAttackIsCountedAgain() {
    Rounding r = rounding(new AttackSpec("pgd", Norm.LINF, 10, 4, 1), 2, SWAP);
    Reach recounted = swapped(As.mask(r.before), r.seen);
    int wanted = recounted.wanted();
    assertEquals(recounted, r.rounded.reach());
    assertEquals(wanted, r.exact.reach().wanted());
    // Where rounding gives all of it back, nothing is reached.
    AttackResult undone = RoundedAttack.of(r.exact, r.clean, r.before);
    assertEquals(new Reach(0, wanted), undone.reach());
  }

  /** Steps of less than half a grey level are lost, and with them part of what they had reached. */
  @Test
  void whatRoundingLosesIsNotReached() {
    Rounding r = rounding(new AttackSpec("pgd", Norm.L2, 10, 4, 1), .5, SWAP);
    assertEquals(swapped(As.mask(r.before), As.mask(r.exact.attacked())), r.exact.reach());
    assertEquals(swapped(As.mask(r.before), r.seen), r.rounded.reach());
    int left = r.rounded.reach().reached();
    int lost = r.exact.reach().reached() - left;
    assertTrue(lost > 10 && left > 10, r.exact.reach() + " " + r.rounded.reach());
    double size = r.exact.slices().get(0).l1();
    assertTrue(r.rounded.slices().get(0).l1() < size / 2, "steps are lost");
  }

  /** Pixels of a structure that have become the other one, of all that should. */
  private static Reach swapped(Mask before, Mask after) {
    int[] first = As.labels(before);
    int[] now = As.labels(after);
    int wanted = 0;
    int reached = 0;
    for (int i = 0; i < first.length; i++) {
      if (first[i] == 0) continue;
      wanted++;
      if (now[i] == 7 - first[i]) reached++;
    }
    return new Reach(reached, wanted);
  }

  private static <R> R run(Job<R> job) {
    return Engine.inProcess().run(job, JobListener.SILENT);
  }
}
