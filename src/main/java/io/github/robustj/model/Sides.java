package io.github.robustj.model;

/**
 * The lengths that a side of an image may have: {@code least + n * step} pixels for n = 0, 1, 2,
 * ...
 *
 * @param least at least 1
 * @param step 0 where there is no other length
 */
public record Sides(int least, int step) {

  /** How many lengths are named where they are neither one nor all multiples. */
  private static final int NAMED = 3;

  public Sides {
    if (least < 1 || step < 0)
      throw new IllegalArgumentException("sides of %d + n x %d pixels".formatted(least, step));
  }

  public static Sides multiplesOf(int step) {
    return new Sides(step, step);
  }

  public static Sides only(int length) {
    return new Sides(length, 0);
  }

  public boolean isFixed() {
    return step == 0;
  }

  /** Whether a side may be so long. */
  public boolean contains(int length) {
    return length == least || length > least && !isFixed() && (length - least) % step == 0;
  }

  /** The shortest that is not shorter; of one length only, that. */
  public int atLeast(int length) {
    if (length <= least || isFixed()) return least;
    int steps = (int) (((long) length - least + step - 1) / step);
    return Math.addExact(least, Math.multiplyExact(steps, step));
  }

  /** The longest that is not longer; the least if even that is. */
  public int atMost(int length) {
    return length <= least || isFixed() ? least : length - (length - least) % step;
  }

  /** As in {@code 256}, {@code in multiples of 8} or {@code of 20, 36, 52, ...}. */
  public String inWords() {
    if (isFixed()) return String.valueOf(least);
    if (least == step) return "in multiples of " + step;
    if (step == 1) return "from %d on".formatted(least);
    StringBuilder words = new StringBuilder("of ");
    for (int n = 0; n < NAMED; n++) words.append((long) least + (long) n * step).append(", ");
    return words + "...";
  }
}
