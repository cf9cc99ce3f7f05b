package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.robustj.data.Annotation.Boxes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FoundObjectsTest {

  /** Numbers of boxes on both sides of where a block of them is full. */
  @Test
  void objectsAreThoseThatWerePutIn() {
    RandomGenerator random = new SplittableRandom(3);
    for (int n : new int[] {0, 1, 7, 8, 9, 4095, 4096, 4097, 8192, 20_001}) {
      List<BoxedObject> expected = new ArrayList<>();
      int[] kinds = new int[n + 2];
      double[] scores = new double[n + 2];
      BoxList boxes = new BoxList();
      for (int i = 0; i < n; i++) {
        kinds[i] = random.nextInt(2);
        scores[i] = random.nextDouble();
        Box box = Box.around(random.nextDouble(99), random.nextDouble(99), i, 1);
        boxes.add(box);
        expected.add(BoxedObject.found(kinds[i] == 0 ? "a" : "b", box, scores[i]));
      }
      FoundObjects found = new FoundObjects(List.of("a", "b"), kinds, scores, boxes);
      assertEquals(expected, found);
      BoxedObject more = BoxedObject.drawn("a", new Box(0, 0, 1, 1));
      assertThrows(UnsupportedOperationException.class, () -> found.add(more));
      // A million of them is not made one by one.
      assertSame(found, new Boxes(List.of(found)).slices().get(0));
    }
  }
}
