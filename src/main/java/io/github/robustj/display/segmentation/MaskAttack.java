package io.github.robustj.display.segmentation;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.LabelClass;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.Contours;
import io.github.robustj.display.Labels;
import io.github.robustj.display.Legend;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.ScoredAttackView;
import io.github.robustj.display.Slices;
import io.github.robustj.display.Tables;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.task.Prediction;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * An attack on a segmentation: outlines of what the model sees in the colours of the classes, of
 * the truth in white. The Dice below an image is the mean over the classes of the whole image.
 */
record MaskAttack(AttackResult result) implements ScoredAttackView {

  @Override
  public void putClean(ImagePlus image) {
    put(image, result.clean(), ContourStyle.CLEAN);
  }

  @Override
  public void putAdversarial(ImagePlus image) {
    put(image, result.clean(), ContourStyle.CLEAN);
    put(image, result.attacked(), ContourStyle.ADVERSARIAL);
  }

  private static void put(ImagePlus image, Prediction prediction, ContourStyle style) {
    Overlays.put(image, style.prefix(), contours(prediction, style));
  }

  private static Overlay contours(Prediction prediction, ContourStyle style) {
    Prediction.Masks seen = (Prediction.Masks) prediction;
    return Contours.of(seen.mask(), seen.classes(), style);
  }

  @Override
  public Table table() {
    return Tables.attack(result);
  }

  @Override
  public String number() {
    return "%.4f";
  }

  @Override
  public String measured() {
    return "scores are against";
  }

  @Override
  public int fullest() {
    return Slices.fullest((Mask) result.truth());
  }

  @Override
  public Seen seen(Prediction prediction, ToDoubleFunction<ClassChange> score) {
    String dice =
        result.classes().stream()
            .mapToDouble(score)
            .filter(d -> !Double.isNaN(d))
            .average()
            .stream()
            .mapToObj(mean -> String.format(Locale.ROOT, "Dice %.2f", mean))
            .findFirst()
            .orElse("Dice undefined");
    Overlay truth = Contours.of((Mask) result.truth(), classes(), ContourStyle.TRUTH);
    return new Seen(dice, Overlays.together(contours(prediction, ContourStyle.PREDICTION), truth));
  }

  @Override
  public List<Legend.Key> keys() {
    return keys(Labels.names(classes()), "truth", "what the attack moves away from");
  }

  private List<LabelClass> classes() {
    return ((Prediction.Masks) result.clean()).classes();
  }
}
