package io.github.robustj.task.detection;

import io.github.robustj.metric.Annotated;
import io.github.robustj.metric.F1;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.task.EncodedCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The score from which on an object of a class counts: where F1 is best on the validation cases, or
 * without any on training cases; both seen whole, as a prediction sees them.
 *
 * @param model for images of any size
 */
record ScoreThresholds(DetectionTask task, DifferentiableModel model) {

  /** With the network's own scores, not stretched. */
  ScoreThresholds {
    task = task.at(Collections.nCopies(task.classes().size(), F1.COUNTS));
  }

  /** A prediction that a user sees shall not be next to impossible, nor all but certain. */
  private static final double LEAST = .1;

  private static final double LARGEST = .9;

  DetectionTask chosen(Stream<EncodedCase> cases) {
    List<ObjectsInImage> images =
        cases.flatMap(c -> task.objects(model.predict(c.images()), c.targets()).stream()).toList();
    List<Double> thresholds = new ArrayList<>();
    for (String name : task.classes()) {
      double best =
          F1.bestThreshold(
              Annotated.with(images, name), name, F1.FOUND, DetectionTask.USUAL_THRESHOLD);
      thresholds.add(rounded(images, name, Math.min(Math.max(best, LEAST), LARGEST)));
    }
    return task.at(thresholds);
  }

  /** To as few digits as have the same F1, two at least. */
  private static double rounded(List<ObjectsInImage> images, String name, double threshold) {
    double best = F1.of(Annotated.with(images, name), name, threshold, F1.FOUND);
    for (double unit = 100; unit < 1e6; unit *= 10) {
      double near = Math.rint(unit * threshold) / unit;
      if (!(F1.of(Annotated.with(images, name), name, near, F1.FOUND) < best)) return near;
    }
    return threshold;
  }
}
