package io.github.robustj.command;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackResult.SliceSize;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import io.github.robustj.task.detection.DetectionQuestion;
import io.github.robustj.task.detection.DetectionQuestion.Detector;
import io.github.robustj.testing.EmptyModels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;

/**
 * A model that sees the same three cells in every slice, and after an attack, whose images are half
 * as large, no longer the first of them.
 */
final class FakeDetector {

  static final List<String> CLASSES = List.of("RBC", "WBC");
  static final BoxedObject RED = BoxedObject.found("RBC", new Box(2, 2, 20, 22), .9);
  static final BoxedObject WHITE = BoxedObject.found("WBC", new Box(40, 2, 60, 20), .6);
  static final BoxedObject FAINT = BoxedObject.found("RBC", new Box(70, 2, 90, 20), .3);

  private FakeDetector() {}

  /** A model folder that can be opened, but holds no network. */
  static Path write(Path folder) {
    Detector detector = new Detector(CLASSES, List.of(.3, .3), .5);
    return EmptyModels.write(folder, new DetectionQuestion(detector), 1, Instant.EPOCH);
  }

  static Prediction.Objects found(Image image) {
    return prediction(image, List.of(RED, WHITE, FAINT));
  }

  static AttackResult attack(AttackJob job) {
    Image image = job.image();
    long[] half = {image.width() / 2, image.height() / 2, image.channels(), image.slices()};
    Image small = new Image(image.name(), ArrayImgs.floats(half), image.calibration());
    Prediction.Objects clean = found(image);
    return new AttackResult(
        small,
        small,
        job.truth().orElse(clean.objects()),
        job.truth().isPresent(),
        clean,
        prediction(image, List.of(WHITE, FAINT)),
        List.of(new SliceSize(1, 7, job.epsilon(), job.epsilon(), 40, .9)),
        Optional.empty(),
        Reach.NONE,
        Optional.empty());
  }

  private static Prediction.Objects prediction(Image image, List<BoxedObject> objects) {
    Boxes boxes = new Boxes(Collections.nCopies(image.slices(), objects));
    return new Prediction.Objects(image.name(), image.width(), image.height(), CLASSES, boxes, .5);
  }
}
