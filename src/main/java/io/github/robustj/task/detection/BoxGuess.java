package io.github.robustj.task.detection;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Guess;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** In every image the boxes of some training image, scaled to its size. */
final class BoxGuess implements Guess {

  private static final int REMEMBERED = 50;

  /**
   * @param boxes as shares of the image's height and width
   */
  private record Remembered(List<BoxedObject> boxes) {}

  private final DetectionTask task;
  private final List<Remembered> images = new ArrayList<>();

  BoxGuess(DetectionTask task) {
    this.task = task;
  }

  @Override
  public void learn(EncodedCase subject) {
    if (images.size() == REMEMBERED) return;
    Tensor rows = subject.targets().slice(0, 1);
    double height = subject.images().shape(1);
    double width = subject.images().shape(2);
    List<BoxedObject> boxes = new ArrayList<>();
    for (int row = 0; row < rows.data().length; row += BoxRow.COLUMNS) {
      int index = (int) rows.data()[row + BoxRow.CLASS];
      if (BoxRow.role(rows.data(), row).isEmpty() || index < 0) continue;
      Box share = BoxRow.box(rows.data(), row).scaled(1 / width, 1 / height);
      boxes.add(BoxedObject.found(task.classes().get(index), share, 1));
    }
    images.add(new Remembered(boxes));
  }

  /** Average precision at IoU .5. */
  @Override
  public double score(List<EncodedCase> cases) {
    if (images.isEmpty()) return Double.NaN;
    List<ObjectsInImage> all = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      EncodedCase subject = cases.get(i);
      double height = subject.images().shape(1);
      double width = subject.images().shape(2);
      List<BoxedObject> guessed =
          images.get(i % images.size()).boxes.stream()
              .map(o -> o.at(o.box().scaled(width, height)))
              .toList();
      Boxes found = new Boxes(Collections.nCopies(subject.targets().samples(), guessed));
      all.addAll(task.beside(found, subject.targets()));
    }
    return CocoMatching.precision50(all, task.classes());
  }

  @Override
  public String words() {
    return "boxes of another image";
  }
}
