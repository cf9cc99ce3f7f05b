package io.github.robustj.command;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackResult.SliceSize;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.BoundsKind;
import io.github.robustj.packaging.ModelDescription.Input;
import io.github.robustj.packaging.ModelDescription.Origin;
import io.github.robustj.packaging.ModelDescription.Training;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Question;
import io.github.robustj.task.Question.Detector;
import io.github.robustj.task.Reach;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    ModelDescription description =
        new ModelDescription(
            new Question("detection", List.<LabelClass>of(), null, detector),
            new Input(Normalization.DEFAULT, BoundsKind.IMAGE),
            new NetworkSpec(1, 6, 4, 2, false, 4),
            new Training(Map.of(), Double.NaN, null, null, null),
            new Origin(Instant.EPOCH, Map.of()));
    ModelFolder.write(
        folder,
        description,
        into -> {
          Files.createDirectories(into.resolve("saved_model"));
          Files.createFile(into.resolve("saved_model/saved_model.pb"));
        });
    return folder;
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
