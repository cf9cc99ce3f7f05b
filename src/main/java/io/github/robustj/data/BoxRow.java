package io.github.robustj.data;

import io.github.robustj.data.BoxedObject.Role;
import java.util.List;
import java.util.Optional;

/**
 * The columns of the targets of objects, {@code [sample, object, column]}: so few numbers that a
 * batch of them costs nothing. Rows that hold no object have the kind 0. What is said about the
 * whole sample stands in its first row, whatever the kind of that.
 */
public final class BoxRow {

  /** 0 without an object, else 1 + the ordinal of its {@link Role}. */
  public static final int KIND = 0;

  /** Index of its class; of a crowd also {@link #EVERY_CLASS}. */
  public static final int CLASS = 1;

  /** A crowd that may hold objects of any class. */
  public static final int EVERY_CLASS = -1;

  /** Its edges, in pixels of the network's input, see {@link Box}. */
  public static final int LEFT = 2;

  public static final int TOP = 3;

  public static final int RIGHT = 4;

  public static final int BOTTOM = 5;

  /** How much the object counts in the loss; all of them 1, unless a method balances them. */
  public static final int WEIGHT = 6;

  /** Of the sample: which parts of the loss do not count, a sum of the bits below; 0 for none. */
  public static final int LEFT_OUT = 7;

  /** Of the sample: how many pixels of the image a pixel of the input is across; 0 means 1. */
  public static final int SCALE_X = 8;

  /** The same down. */
  public static final int SCALE_Y = 9;

  /**
   * Of the sample: how many pixels the input has across, which its cells may exceed; 0 for as many
   * as those.
   */
  public static final int WIDTH = 10;

  /** The same down. */
  public static final int HEIGHT = 11;

  /** What is said about a whole sample, but for what is left out. */
  public static final List<Integer> OF_SAMPLE = List.of(SCALE_X, SCALE_Y, WIDTH, HEIGHT);

  /** Number of columns. */
  public static final int COLUMNS = 12;

  /** Bit of {@link #LEFT_OUT}: where the boxes are. */
  public static final int LOCATION = 1;

  /** Bit of {@link #LEFT_OUT}: the heat maps in the cells of objects' centres. */
  public static final int CENTERS = 2;

  /** Bit of {@link #LEFT_OUT}: the heat maps everywhere else. */
  public static final int ELSEWHERE = 4;

  private BoxRow() {}

  /** Writes a row that begins at this index. */
  public static void write(float[] rows, int from, int index, BoxedObject object) {
    rows[from + KIND] = 1 + object.role().ordinal();
    rows[from + CLASS] = index;
    rows[from + LEFT] = (float) object.box().left();
    rows[from + TOP] = (float) object.box().top();
    rows[from + RIGHT] = (float) object.box().right();
    rows[from + BOTTOM] = (float) object.box().bottom();
    rows[from + WEIGHT] = 1;
  }

  /** The same object at another place in the input. */
  public static void move(float[] rows, int from, Box place) {
    rows[from + LEFT] = (float) place.left();
    rows[from + TOP] = (float) place.top();
    rows[from + RIGHT] = (float) place.right();
    rows[from + BOTTOM] = (float) place.bottom();
  }

  /** A crowd of every class. */
  static void crowd(float[] rows, int from, Box place) {
    rows[from + KIND] = 1 + Role.CROWD.ordinal();
    rows[from + CLASS] = EVERY_CLASS;
    move(rows, from, place);
  }

  /** How the object of the row that begins at this index counts; nothing without one. */
  public static Optional<Role> role(float[] rows, int from) {
    int kind = (int) rows[from + KIND];
    return kind == 0 ? Optional.empty() : Optional.of(Role.values()[kind - 1]);
  }

  /** What of a box lies in the sample whose first row begins at this index. */
  public static Optional<Box> inside(float[] rows, int first, Box box) {
    float width = rows[first + WIDTH];
    float height = rows[first + HEIGHT];
    return width > 0 && height > 0 ? box.within(width, height) : Optional.of(box);
  }

  /** The box of the row that begins at this index. */
  public static Box box(float[] rows, int from) {
    return new Box(rows[from + LEFT], rows[from + TOP], rows[from + RIGHT], rows[from + BOTTOM]);
  }
}
