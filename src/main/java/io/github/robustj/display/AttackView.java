package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An attack as ImageJ shows it. */
public interface AttackView {

  AttackResult result();

  /** Puts what the model sees of the clean image on it. */
  void putClean(ImagePlus image);

  /** Puts on the adversarial image what the model saw before and sees now. */
  void putAdversarial(ImagePlus image);

  /** The adversarial image in 32 bit, {@link #putAdversarial shown}. */
  default ImagePlus adversarial() {
    ImagePlus shown = Images.of(result().adversarial());
    shown.setTitle(result().adversarial().name() + "-adversarial");
    putAdversarial(shown);
    return shown;
  }

  /** What is found in the adversarial image, as a picture of its own; empty where none is made. */
  default Optional<ImagePlus> found() {
    return Optional.empty();
  }

  /** How the scores changed. */
  Table table();

  /** The same, a line for each class or landmark. */
  default List<String> lines() {
    String line = "%s  " + number() + " -> " + number() + unit();
    return result().classes().stream()
        .map(c -> String.format(Locale.ROOT, line, c.name(), c.before(), c.after()))
        .toList();
  }

  /** How a number of {@link #lines} is written, as {@code %.4f}. */
  String number();

  /** What follows the numbers of {@link #lines}, with a blank before it. */
  default String unit() {
    return "";
  }

  /** What is measured against a truth, as {@code scores are against}. */
  String measured();

  /** The slice with most to see, counted from 1. */
  int fullest();

  /**
   * What the model sees in an image.
   *
   * @param caption a short line
   */
  record Seen(String caption, Overlay overlay) {}

  /** Of the clean image, at the size of the adversarial one. */
  Seen before();

  /** Of the adversarial image. */
  Seen after();

  /** Of the legend. */
  List<Legend.Key> keys();
}
