package io.github.robustj.data;

import io.github.robustj.data.BoxedObject.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The objects of a slice as targets. Their boxes follow into a patch: the centre goes where the
 * pixel there goes and the size is scaled, which is exact but for rotations, under which it is
 * right for round objects. A box that the patch's edge cuts is cut too. Of one that is mostly
 * outside nobody can tell what it is, so that the rest of it does not count; nor does what the
 * patch shows beyond the slice, which is a reflection.
 *
 * @param rows a row per object, see {@link BoxRow}
 */
record ObjectTargets(float[] rows) implements Targets {

  /** Share of an object's area that must be in the patch. */
  private static final double VISIBLE = .3;

  @Override
  public float[] cut(Slice slice, Placement from, int height, int width) {
    List<Box> beyond = beyond(slice, from, height, width);
    float[] moved = Arrays.copyOf(rows, rows.length + beyond.size() * BoxRow.COLUMNS);
    for (int i = 0; i < rows.length; i += BoxRow.COLUMNS)
      if (BoxRow.role(rows, i).isPresent())
        place(moved, i, moved(i, from, height, width), height, width);
    for (int b = 0; b < beyond.size(); b++)
      BoxRow.crowd(moved, rows.length + b * BoxRow.COLUMNS, beyond.get(b));
    if (moved.length > 0) {
      moved[BoxRow.SCALE_X] *= (float) from.magnification();
      moved[BoxRow.SCALE_Y] *= (float) from.magnification();
      moved[BoxRow.WIDTH] = width;
      moved[BoxRow.HEIGHT] = height;
    }
    return moved;
  }

  @Override
  public int[] shape(int samples, int height, int width, int length) {
    return new int[] {samples, length / BoxRow.COLUMNS, BoxRow.COLUMNS};
  }

  /** In half of the cases an object, so that rare ones in large images are learned too. */
  @Override
  public int[] focus(Slice slice, RandomGenerator random) {
    int[] objects = objects();
    if (objects.length == 0 || random.nextBoolean()) return new int[] {-1, -1};
    Box box = BoxRow.box(rows, objects[random.nextInt(objects.length)]);
    return new int[] {(int) box.centerY(), (int) box.centerX()};
  }

  private int[] objects() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < rows.length; i += BoxRow.COLUMNS)
      if (BoxRow.role(rows, i).filter(r -> r != Role.CROWD).isPresent()) all.add(i);
    return all.stream().mapToInt(i -> i).toArray();
  }

  /** Pixels have their middles at whole coordinates there, and at halves in boxes. */
  private Box moved(int row, Placement from, int height, int width) {
    Box box = BoxRow.box(rows, row);
    double y = from.patchY(box.centerY() - .5, box.centerX() - .5) + height / 2.0;
    double x = from.patchX(box.centerY() - .5, box.centerX() - .5) + width / 2.0;
    double zoom = 1 / from.magnification();
    return Box.around(x, y, box.width() * zoom, box.height() * zoom);
  }

  private static void place(float[] rows, int row, Box box, int height, int width) {
    Optional<Box> inside = box.within(width, height);
    if (inside.isEmpty()) {
      rows[row + BoxRow.KIND] = 0;
      return;
    }
    BoxRow.move(rows, row, inside.get());
    if (inside.get().area() < VISIBLE * box.area())
      rows[row + BoxRow.KIND] = 1 + Role.CROWD.ordinal();
  }

  /** The parts of the patch that do not show the slice, up to four; none for turned patches. */
  private static List<Box> beyond(Slice slice, Placement from, int height, int width) {
    double y0 = from.patchY(-.5, -.5) + height / 2.0;
    double x0 = from.patchX(-.5, -.5) + width / 2.0;
    double y1 = from.patchY(slice.height() - .5, slice.width() - .5) + height / 2.0;
    double x1 = from.patchX(slice.height() - .5, slice.width() - .5) + width / 2.0;
    double top = Math.min(y0, y1);
    double bottom = Math.max(y0, y1);
    double left = Math.min(x0, x1);
    double right = Math.max(x0, x1);
    List<Box> beyond = new ArrayList<>();
    new Box(0, 0, width, top).within(width, height).ifPresent(beyond::add);
    new Box(0, bottom, width, height).within(width, height).ifPresent(beyond::add);
    new Box(0, 0, left, height).within(width, height).ifPresent(beyond::add);
    new Box(right, 0, width, height).within(width, height).ifPresent(beyond::add);
    return beyond;
  }
}
