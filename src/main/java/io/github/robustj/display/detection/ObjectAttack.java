package io.github.robustj.display.detection;

import ij.ImagePlus;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Image;
import io.github.robustj.display.AttackView;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.DetectionOverlay;
import io.github.robustj.display.Images;
import io.github.robustj.display.Legend;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackResult;
import io.github.robustj.metric.Matches;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.task.Prediction.Objects;
import java.util.List;
import java.util.Optional;

/**
 * An attack on a detection: boxes in the colours of the classes, thick where there is nothing of
 * the kind, white where an object was missed. The numbers below an image are those of the whole
 * image.
 */
record ObjectAttack(AttackResult result, Image image) implements AttackView {

  /** Each image shows what is seen in it, beside the truth; thresholds can be moved in both. */
  @Override
  public void putClean(ImagePlus shown) {
    ShownDetection.put(shown, stored((Objects) result.clean(), given()));
  }

  @Override
  public void putAdversarial(ImagePlus shown) {
    ShownDetection.put(shown, storedAfter());
  }

  @Override
  public Optional<ImagePlus> found() {
    ImagePlus shown = Images.of(result.adversarial());
    Objects counted = ShownDetection.put(shown, storedAfter());
    return Optional.of(ObjectDisplay.picture(result.adversarial(), counted, shown.getOverlay()));
  }

  /** Without a truth there is nothing to compare the clean image with. */
  private Optional<Boxes> given() {
    return Optional.of((Boxes) result.truth()).filter(t -> result.truthGiven());
  }

  /** In the pixels of the adversarial image. */
  private StoredDetection storedBefore() {
    return stored(scaled(result.clean()), given().map(this::scaled));
  }

  /** The same; without a truth what the model has seen before stands in. */
  private StoredDetection storedAfter() {
    return stored(scaled(result.attacked()), Optional.of(scaled((Boxes) result.truth())));
  }

  private static StoredDetection stored(Objects seen, Optional<Boxes> truth) {
    return new StoredDetection(seen, Thresholds.of(seen.threshold()), truth);
  }

  private Objects scaled(io.github.robustj.task.Prediction seen) {
    return ((Objects) seen).in(result.adversarial(), image.width(), image.height());
  }

  private Boxes scaled(Boxes boxes) {
    return boxes.in(result.adversarial(), image.width(), image.height());
  }

  @Override
  public Table table() {
    return DetectionTables.attack(result);
  }

  @Override
  public String number() {
    return "%.0f";
  }

  @Override
  public String measured() {
    return "counts are beside";
  }

  /** With most objects of the truth. */
  @Override
  public int fullest() {
    var slices = ((Boxes) result.truth()).slices();
    int fullest = 0;
    for (int z = 0; z < slices.size(); z++)
      if (slices.get(z).size() > slices.get(fullest).size()) fullest = z;
    return fullest + 1;
  }

  @Override
  public Seen before() {
    return seen(storedBefore());
  }

  @Override
  public Seen after() {
    return seen(storedAfter());
  }

  private static Seen seen(StoredDetection seen) {
    Objects shown = seen.thresholds().of(seen.prediction());
    Boxes found = shown.found();
    DetectionOverlay overlay =
        new DetectionOverlay(
            shown.classes(), shown.width(), shown.height(), ContourStyle.PREDICTION);
    return seen.truth()
        .map(truth -> new Seen(numbers(found, truth), overlay.of(found, truth)))
        .orElseGet(() -> new Seen(found.all().size() + " objects", overlay.of(found)));
  }

  private static String numbers(Boxes found, Boxes truth) {
    int right = 0;
    int wrong = 0;
    for (int z = 0; z < truth.slices().size(); z++) {
      ObjectsInImage slice = new ObjectsInImage(truth.slices().get(z), found.slices().get(z));
      Matches matches = Matches.of(slice, DetectionOverlay.IOU);
      right += matches.right().size();
      wrong += matches.wrong().size();
    }
    return "%d of %d found, %d false".formatted(right, truth.all().size(), wrong);
  }

  @Override
  public List<Legend.Key> keys() {
    List<Legend.Key> keys = Legend.keys(((Objects) result.clean()).classes());
    keys.addAll(ObjectDisplay.COMPARED);
    return keys;
  }
}
