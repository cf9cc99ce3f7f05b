package io.github.robustj.task.instance;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Guess;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** In every image the objects of some training image, scaled to its size. */
final class InstanceGuess implements Guess {

  private static final int REMEMBERED = 50;

  private final InstanceTask task;

  /** As shares of the image's height and width. */
  private final List<List<BoxedObject>> images = new ArrayList<>();

  InstanceGuess(InstanceTask task) {
    this.task = task;
  }

  @Override
  public void learn(EncodedCase subject) {
    if (images.size() == REMEMBERED) return;
    Tensor labels = subject.targets().slice(0, 1);
    images.add(
        LabelMaps.outlines(labels)
            .scaled(1. / labels.shape(2), 1. / labels.shape(1))
            .slices()
            .get(0));
  }

  /** Average precision at IoU .5. */
  @Override
  public double score(List<EncodedCase> cases) {
    if (images.isEmpty()) return Double.NaN;
    List<ObjectsInImage> all = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Tensor labels = cases.get(i).targets();
      Boxes guessed =
          new Boxes(Collections.nCopies(labels.samples(), images.get(i % images.size())));
      all.addAll(task.beside(guessed.scaled(labels.shape(2), labels.shape(1)), labels));
    }
    return CocoMatching.precision50(all, List.of(InstanceTask.OBJECT));
  }

  @Override
  public String words() {
    return "outlines of another image";
  }
}
