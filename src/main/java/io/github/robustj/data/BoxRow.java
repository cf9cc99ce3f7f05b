package io.github.robustj.data;

import io.github.robustj.data.BoxedObject.Role;
import java.util.Optional;

/**
 * The columns of the targets of objects, {@code [sample, object, column]}: so few numbers that a
 * batch of them costs nothing. Rows that hold no object are 0 everywhere.
 */
public final class BoxRow {

  /** 0 without an object, else 1 + the ordinal of its {@link Role}. */
  public static final int KIND = 0;

  /** Index of its class. */
  public static final int CLASS = 1;

  /** Its edges, in pixels of the network's input, see {@link Box}. */
  public static final int LEFT = 2;

  public static final int TOP = 3;

  public static final int RIGHT = 4;

  public static final int BOTTOM = 5;

  /** Number of columns. */
  public static final int COLUMNS = 6;

  private BoxRow() {}

  /** Writes a row that begins at this index. */
  public static void write(float[] rows, int from, int index, BoxedObject object) {
    rows[from + KIND] = 1 + object.role().ordinal();
    rows[from + CLASS] = index;
    rows[from + LEFT] = (float) object.box().left();
    rows[from + TOP] = (float) object.box().top();
    rows[from + RIGHT] = (float) object.box().right();
    rows[from + BOTTOM] = (float) object.box().bottom();
  }

  /** How the object of the row that begins at this index counts; nothing without one. */
  public static Optional<Role> role(float[] rows, int from) {
    int kind = (int) rows[from + KIND];
    return kind == 0 ? Optional.empty() : Optional.of(Role.values()[kind - 1]);
  }

  /** The box of the row that begins at this index. */
  public static Box box(float[] rows, int from) {
    return new Box(rows[from + LEFT], rows[from + TOP], rows[from + RIGHT], rows[from + BOTTOM]);
  }
}
