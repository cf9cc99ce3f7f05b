package io.github.robustj.ij1;

import io.github.robustj.data.LabelClass;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.task.Question;
import io.github.robustj.task.detection.DetectionQuestion;
import io.github.robustj.task.detection.DetectionQuestion.Detector;
import io.github.robustj.task.landmark.LandmarkQuestion;
import io.github.robustj.task.landmark.LandmarkQuestion.Points;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.testing.EmptyModels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Model folders that can be opened, but hold no network. */
public final class Models {

  private Models() {}

  /** Knows background and {@code bright}. */
  public static Path untrained(Path folder) {
    List<LabelClass> classes =
        List.of(new LabelClass(0, "background"), new LabelClass(1, "bright"));
    return of(folder, new SegmentationQuestion(classes), new NetworkSpec(1, 2, 4, 1, false));
  }

  /** Finds {@code left} and {@code right}. */
  public static Path landmarks(Path folder) {
    Points points = new Points(List.of("left", "right"), 5, 64, "mm");
    Question question = new LandmarkQuestion(points);
    return of(folder, question, new NetworkSpec(1, 6, 4, 1, false));
  }

  /** Finds {@code RBC} and {@code WBC}. */
  public static Path objects(Path folder) {
    Detector detector = new Detector(List.of("RBC", "WBC"), List.of(.3, .3), .5);
    Question question = new DetectionQuestion(detector);
    return of(folder, question, new NetworkSpec(1, 6, 4, 2, false, 4));
  }

  private static Path of(Path folder, Question question, NetworkSpec network) {
    return EmptyModels.write(folder, question, network, Instant.EPOCH);
  }
}
