package io.github.robustj.data;

import java.util.Locale;

/** The edge of an image that the y of landmarks is counted from in a file of points. */
public enum YOrigin {
  /** The bottom in {@code .tps} files, as tpsDig writes them, else the top. */
  AUTOMATIC,
  TOP,
  BOTTOM;

  /**
   * @param name of one of them, in lower case
   */
  public static YOrigin of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * @param usual of the file's format
   */
  public boolean isBottom(YOrigin usual) {
    return (this == AUTOMATIC ? usual : this) == BOTTOM;
  }
}
