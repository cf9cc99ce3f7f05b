package io.github.robustj.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class F1Test {

  private static final Box HERE = new Box(0, 0, 10, 10);
  private static final Box THERE = new Box(50, 0, 60, 10);
  private static final Box ELSEWHERE = new Box(0, 50, 10, 60);

  /** Two objects; found at .9, made up at .6, found at .4. */
  private final List<ObjectsInImage> images =
      List.of(
          new ObjectsInImage(
              List.of(BoxedObject.drawn("a", HERE), BoxedObject.drawn("a", THERE)),
              List.of(
                  BoxedObject.found("a", HERE, .9),
                  BoxedObject.found("a", ELSEWHERE, .6),
                  BoxedObject.found("a", THERE, .4),
                  BoxedObject.found("b", THERE, .8))));

  @Test
  void byHand() {
    assertEquals(2 * 1. / (2 + 1), F1.of(images, "a", .7, .5), 1e-12);
    assertEquals(2 * 1. / (2 + 2), F1.of(images, "a", .5, .5), 1e-12);
    assertEquals(2 * 2. / (2 + 3), F1.of(images, "a", .1, .5), 1e-12);
    assertEquals(0, F1.of(images, "b", .1, .5), 1e-12, "only made up");
    assertEquals(Double.NaN, F1.of(images, "c", .1, .5));
  }

  /** .8 from the last on beats .667 after the first; without the last, half way to the second. */
  @Test
  void theBestThreshold() {
    assertEquals(.4, F1.bestThreshold(images, "a", .5, .3), 1e-12);
    List<BoxedObject> surest = images.get(0).found().subList(0, 2);
    List<ObjectsInImage> two = List.of(new ObjectsInImage(images.get(0).truth(), surest));
    assertEquals(.75, F1.bestThreshold(two, "a", .5, .3), 1e-12);
    assertEquals(.3, F1.bestThreshold(images, "b", .5, .3), 1e-12, "nothing is right");
  }

  /** A crowd that holds everything drawn and found: nobody has annotated the class there. */
  @Test
  void imagesWithoutAnnotationOfAClassAreLeftOut() {
    BoxedObject everywhere = new BoxedObject("a", new Box(0, 0, 60, 60), 1, Role.CROWD);
    BoxedObject group = new BoxedObject("a", new Box(0, 0, 20, 20), 1, Role.CROWD);
    List<BoxedObject> found = images.get(0).found();
    ObjectsInImage unknown = new ObjectsInImage(List.of(everywhere), found);
    ObjectsInImage crowded = new ObjectsInImage(List.of(group), found);
    List<ObjectsInImage> three = List.of(unknown, crowded, images.get(0));
    assertEquals(List.of(crowded, images.get(0)), Annotated.with(three, "a"));
    assertEquals(three, Annotated.with(three, "b"));
  }
}
