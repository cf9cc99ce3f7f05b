package io.github.robustj.ij1;

import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.gui.MultiLineLabel;
import ij.gui.NonBlockingGenericDialog;
import io.github.robustj.command.ThresholdCommand;
import io.github.robustj.data.Numbers;
import io.github.robustj.display.detection.ShownDetection;
import io.github.robustj.display.detection.StoredDetection;
import io.github.robustj.display.detection.Thresholds;
import io.github.robustj.task.Prediction;
import java.awt.AWTEvent;
import java.awt.TextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A window with a slider for the threshold of all classes and, below it, one for each; image and
 * counts follow while they move. It blocks nothing: images can be zoomed and slices turned
 * meanwhile. Cancel puts back what was shown.
 */
final class ThresholdDialog {

  /** More would not fit on a small screen; they move with the one for all. */
  private static final int MOST_SLIDERS = 8;

  private final ImagePlus image;
  private final StoredDetection before;
  private final List<String> classes;
  private final GenericDialog dialog = new NonBlockingGenericDialog("Detection Threshold");
  private double all;

  private ThresholdDialog(ImagePlus image) {
    this.image = image;
    before = ThresholdCommand.found(image);
    List<String> names = before.prediction().classes();
    classes = names.size() > 1 && names.size() <= MOST_SLIDERS ? names : List.of();
    all = rounded(before.thresholds().all());
    dialog.addSlider(classes.isEmpty() ? "Score" : "Score, all classes", 0, 1, all, .01);
    for (String name : classes)
      dialog.addSlider(name.replace('_', ' '), 0, 1, rounded(before.thresholds().of(name)), .01);
    dialog.addMessage(counts(before.thresholds().of(before.prediction())));
    dialog.addDialogListener(this::moved);
  }

  /**
   * What the user has chosen; nothing if the window was cancelled.
   *
   * @throws io.github.robustj.error.RobustJException if no objects are kept with the image
   */
  static Optional<Thresholds> ask(ImagePlus image) {
    ThresholdDialog window = new ThresholdDialog(image);
    window.dialog.showDialog();
    if (!window.dialog.wasCanceled()) return Optional.of(window.thresholds());
    ShownDetection.put(image, window.before);
    return Optional.empty();
  }

  /** The slider for all takes the others along. */
  private boolean moved(GenericDialog source, AWTEvent event) {
    if (dialog.wasCanceled() || image.getProcessor() == null) return true;
    double now = value(0);
    if (Double.isNaN(now)) return false;
    if (now != all) {
      all = now;
      for (int i = 1; i <= classes.size(); i++) field(i).setText(field(0).getText());
    }
    label().setText(counts(ShownDetection.put(image, before.at(thresholds()))));
    return true;
  }

  private Thresholds thresholds() {
    Map<String, Double> own = new LinkedHashMap<>();
    for (int i = 1; i <= classes.size(); i++) {
      double value = value(i);
      if (!Double.isNaN(value) && value != all) own.put(classes.get(i - 1), value);
    }
    return new Thresholds(all, own);
  }

  /** The number beside a slider, NaN while it is being typed. */
  private double value(int slider) {
    OptionalDouble value = Numbers.finite(field(slider).getText());
    return value.isPresent() ? Math.max(0, Math.min(1, value.getAsDouble())) : Double.NaN;
  }

  private TextField field(int slider) {
    return (TextField) dialog.getNumericFields().get(slider);
  }

  private MultiLineLabel label() {
    return (MultiLineLabel) dialog.getMessage();
  }

  private static String counts(Prediction.Objects shown) {
    String classes =
        shown.counts().entrySet().stream()
            .map(count -> count.getKey() + ": " + count.getValue())
            .collect(Collectors.joining("\n"));
    return classes + "\nall: " + shown.found().all().size();
  }

  /** As the sliders have it. */
  private static double rounded(double threshold) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.2f", threshold));
  }
}
