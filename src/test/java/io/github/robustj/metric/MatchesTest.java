package io.github.robustj.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.data.Outline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand-made cases of boxes of 10 x 10 pixels: moved by 2 their IoU is 80 / 120, by 4 60 / 140. */
class MatchesTest {

  @Test
  void theSurestGoesFirstAndEachObjectIsFoundOnce() {
    BoxedObject object = BoxedObject.drawn("a", box(0));
    BoxedObject sure = found("a", 2, .9);
    BoxedObject better = found("a", 0, .8);
    Matches matches = of(List.of(object), List.of(better, sure));
    assertEquals(List.of(sure), matches.right());
    assertEquals(List.of(better), matches.wrong(), "somebody has it");
    assertEquals(List.of(), matches.missed());
  }

  @Test
  void takesTheObjectThatItMeetsBest() {
    BoxedObject near = BoxedObject.drawn("a", box(1));
    BoxedObject far = BoxedObject.drawn("a", box(3));
    assertEquals(List.of(far), of(List.of(far, near), List.of(found("a", 1, .5))).missed());
    assertEquals(List.of(far), of(List.of(near, far), List.of(found("a", 1, .5))).missed());
  }

  @Test
  void otherClassesAndFarBoxesDoNotMeet() {
    BoxedObject object = BoxedObject.drawn("a", box(0));
    Matches matches = of(List.of(object), List.of(found("b", 0, .9), found("a", 4, .8)));
    assertEquals(List.of(), matches.right());
    assertEquals(2, matches.wrong().size());
    assertEquals(List.of(object), matches.missed());
    assertEquals(1, Matches.count(matches.wrong(), "b"));
  }

  /** With a crowd the share of the prediction that lies in it counts, and any number may. */
  @Test
  void difficultObjectsAndCrowdsAreNoMistakes() {
    BoxedObject crowd = new BoxedObject("a", new Box(0, 0, 100, 10), 1, Role.CROWD);
    BoxedObject difficult = new BoxedObject("b", box(0), 1, Role.DIFFICULT);
    List<BoxedObject> predictions =
        List.of(found("a", 5, .9), found("a", 50, .8), found("b", 2, .7), found("a", 96, .6));
    Matches matches = of(List.of(crowd, difficult), predictions);
    assertEquals(predictions.subList(0, 3), matches.passedOver());
    assertEquals(predictions.subList(3, 4), matches.wrong(), "40 % of it lie in the crowd");
    assertEquals(List.of(), matches.missed());
  }

  /** It counts as found where it can. */
  @Test
  void objectsComeBeforeCrowds() {
    BoxedObject crowd = new BoxedObject("a", new Box(0, 0, 100, 10), 1, Role.CROWD);
    BoxedObject object = BoxedObject.drawn("a", box(20));
    assertEquals(1, of(List.of(crowd, object), List.of(found("a", 22, .5))).right().size());
  }

  /** As in COCO's code, a second prediction of a difficult object is a wrong one. */
  @Test
  void aDifficultObjectIsTakenOnce() {
    BoxedObject difficult = new BoxedObject("a", box(0), 1, Role.DIFFICULT);
    Matches matches = of(List.of(difficult), List.of(found("a", 0, .9), found("a", 1, .8)));
    assertEquals(1, matches.passedOver().size());
    assertEquals(1, matches.wrong().size());
  }

  private static Matches of(List<BoxedObject> truth, List<BoxedObject> found) {
    return Matches.of(new ObjectsInImage(truth, found), .5);
  }

  private static BoxedObject found(String name, double left, double score) {
    return BoxedObject.found(name, box(left), score);
  }

  private static Box box(double left) {
    return new Box(left, 0, left + 10, 10);
  }

  /** Two triangles in one box, of which nothing or three quarters is shared: outlines count. */
  @Test
  void outlinesAreComparedWhereThereAreAny() {
    BoxedObject lower = BoxedObject.outlined("a", ring(0, 0, 4, 4, 0, 4));
    BoxedObject upper = BoxedObject.outlined("a", ring(0, 0, 4, 0, 4, 4), .9);
    assertEquals(1, lower.box().iou(upper.box()), 0);
    assertEquals(0, lower.iou(upper), 1e-9);
    Matches missed = Matches.of(new ObjectsInImage(List.of(lower), List.of(upper)), .5);
    assertEquals(List.of(upper), missed.wrong());
    assertEquals(List.of(lower), missed.missed());
    // The triangle without its tip: 6 of 8 square pixels.
    BoxedObject most = BoxedObject.outlined("a", ring(2, 2, 4, 4, 0, 4, 0, 2), .9);
    assertEquals(.75, lower.iou(most), 1e-3);
    assertEquals(
        List.of(most), Matches.of(new ObjectsInImage(List.of(lower), List.of(most)), .7).right());
    assertEquals(
        1, F1.of(List.of(new ObjectsInImage(List.of(lower), List.of(most))), "a", .5, .7), 0);
    assertEquals(
        0, F1.of(List.of(new ObjectsInImage(List.of(lower), List.of(upper))), "a", .5, .5), 0);
  }

  private static Outline ring(double... corners) {
    return new Outline(List.of(corners));
  }
}
