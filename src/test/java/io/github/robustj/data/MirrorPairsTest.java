package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorPairsTest {

  @ParameterizedTest
  @CsvSource({
    "ofd_left, ofd_right, true",
    "left eye, right eye, true",
    "eyeLeft, eyeRight, true",
    "LEFT, RIGHT, true",
    "Left, Right, true",
    "left_up, right_down, false",
    "bright, bleft, false",
    "nose, chin, false"
  })
  void namesTellSides(String first, String second, boolean pair) {
    List<Integer> partners = MirrorPairs.byName(List.of(first, "top", second)).partners();
    assertEquals(pair ? List.of(2, 1, 0) : List.of(), partners);
  }

  @Test
  void oneSideWithoutTheOtherMirrorsNothing() {
    List<String> names = List.of("eye_left", "eye_right", "ear_left");
    assertTrue(MirrorPairs.byName(names).isEmpty());
  }

  @Test
  void pairsCanBeNamed() {
    List<String> names = List.of("a", "b", "c", "d d");
    assertEquals(List.of(3, 2, 1, 0), MirrorPairs.parse("a/d d; c / b", names).partners());
    for (String wrong : List.of("a", "a/e", "a/a", "a/b;b/c", "a/b/c")) {
      String message =
          assertThrows(RobustJException.class, () -> MirrorPairs.parse(wrong, names)).getMessage();
      assertTrue(
          message.contains("mirror_pairs") && message.endsWith("once, separated by semicolons."),
          message);
    }
  }

  /** Columns 2 and 6 of 10 become 7 and 3; the second point is missing. */
  @Test
  void mirroredPointsChangeSides() {
    int second = PointRow.COLUMNS;
    float[] rows = new float[2 * second];
    System.arraycopy(new float[] {1, 3, 2, 4, 1, 1}, 0, rows, 0, 6);
    System.arraycopy(new float[] {0, 5, 6, 4, 1, 1}, 0, rows, second, 6);
    MirrorPairs pairs = MirrorPairs.parse("left/right", List.of("left", "right"));
    Targets targets = Targets.of(new Tensor(rows, 1, 2, PointRow.COLUMNS), 0, pairs);
    Slice slice = new Slice(10, 10, 1, new float[100], targets, Bounds.none());
    float[] plain = targets.cut(slice, new Placement(4.5, 4.5, 1, 0, 0, 1), 10, 10);
    assertArrayEquals(Arrays.copyOf(rows, 6), Arrays.copyOf(plain, 6));
    float[] mirrored = targets.cut(slice, new Placement(4.5, 4.5, 1, 0, 0, -1), 10, 10);
    assertArrayEquals(new float[] {0, 5, 3, 4, 1, 1}, Arrays.copyOf(mirrored, 6));
    assertArrayEquals(
        new float[] {1, 3, 7, 4, 1, 1}, Arrays.copyOfRange(mirrored, second, second + 6));
  }
}
