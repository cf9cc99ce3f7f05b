package io.github.robustj.display;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.task.Prediction;
import java.util.List;

/** A stack of two slices of 100 x 80 pixels with a few cells. */
final class Smear {

  static final List<String> CLASSES = List.of("RBC", "WBC", "Platelets");
  static final BoxedObject RED = BoxedObject.found("RBC", new Box(10.25, 20.5, 40.75, 50), .9);
  static final BoxedObject FAINT = BoxedObject.found("RBC", new Box(50, 20, 80, 50), .3);
  static final BoxedObject WHITE = BoxedObject.found("WBC", new Box(0, 0, 60, 60), .625);

  static final Prediction.Objects STACK =
      new Prediction.Objects(
          "smear", 100, 80, CLASSES, new Boxes(List.of(List.of(RED, FAINT), List.of(WHITE))), .5);

  static final Prediction.Objects SINGLE =
      new Prediction.Objects("smear", 100, 80, CLASSES, Boxes.of(List.of(RED, WHITE, FAINT)), .5);

  private Smear() {}
}
