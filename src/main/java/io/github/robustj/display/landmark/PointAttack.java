package io.github.robustj.display.landmark;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.LandmarkOverlay;
import io.github.robustj.display.Legend;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.ScoredAttackView;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.metric.RadialErrors;
import io.github.robustj.task.Prediction;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * An attack on landmarks: what the model finds, in a colour per landmark, with a white line from
 * where it should be. Of a stack the first slice is shown; the errors are means over all landmarks
 * of it.
 */
record PointAttack(AttackResult result, Image image) implements ScoredAttackView {

  @Override
  public void putClean(ImagePlus shown) {
    Landmarks found = ((Prediction.Points) result.clean()).landmarks();
    Overlays.put(
        shown, ContourStyle.CLEAN.prefix(), LandmarkOverlay.of(found, image, ContourStyle.CLEAN));
  }

  /** The landmarks before, without labels, those after and how far they are off. */
  @Override
  public void putAdversarial(ImagePlus shown) {
    Image seen = result.adversarial();
    Overlay before = LandmarkOverlay.of(landmarks(result.clean()), seen, ContourStyle.CLEAN);
    Overlays.put(shown, ContourStyle.CLEAN.prefix(), LandmarkOverlay.points(before));
    Landmarks after = landmarks(result.attacked());
    Overlays.put(
        shown,
        ContourStyle.ADVERSARIAL.prefix(),
        Overlays.together(
            LandmarkOverlay.of(after, seen, ContourStyle.ADVERSARIAL),
            LandmarkOverlay.errors(after, truth(), seen, ContourStyle.ADVERSARIAL)));
  }

  /** In the pixels of the adversarial image. */
  private Landmarks landmarks(Prediction prediction) {
    Prediction.Points points = (Prediction.Points) prediction;
    return points.in(result.adversarial(), image.width(), image.height()).landmarks();
  }

  private Landmarks truth() {
    return (Landmarks) result.truth().in(result.adversarial(), image.width(), image.height());
  }

  @Override
  public Table table() {
    return LandmarkTables.attack(result);
  }

  @Override
  public String number() {
    return "%.3f";
  }

  @Override
  public String unit() {
    return " " + lengthUnit();
  }

  private String lengthUnit() {
    return ((Landmarks) result.truth()).calibration().unit();
  }

  @Override
  public String measured() {
    return "errors are against";
  }

  @Override
  public int fullest() {
    return 1;
  }

  @Override
  public Seen seen(Prediction prediction, ToDoubleFunction<ClassChange> distance) {
    Landmarks found = landmarks(prediction);
    Image shown = result.adversarial();
    Overlay overlay =
        Overlays.together(
            LandmarkOverlay.errors(found, truth(), shown, ContourStyle.PREDICTION),
            LandmarkOverlay.of(found, shown, ContourStyle.PREDICTION));
    return new Seen(error(distance), overlay);
  }

  private String error(ToDoubleFunction<ClassChange> distance) {
    int shown = ((Landmarks) result.truth()).slices().get(0).size();
    double mean =
        RadialErrors.mean(result.classes().stream().limit(shown).mapToDouble(distance).toArray());
    return Double.isNaN(mean)
        ? "no landmark"
        : String.format(Locale.ROOT, "mean radial error %.1f %s", mean, lengthUnit());
  }

  @Override
  public List<Legend.Key> keys() {
    Landmarks found = ((Prediction.Points) result.clean()).landmarks();
    return keys(found.slices().get(0).keySet(), "from the truth", "from where it was found");
  }
}
