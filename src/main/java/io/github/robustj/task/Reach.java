package io.github.robustj.task;

/**
 * How far a targeted attack came.
 *
 * @param reached changes that were made, at most {@code wanted}
 * @param wanted changes that the target asks for: pixels, landmarks or objects; 0 without a target
 */
public record Reach(int reached, int wanted) {

  /** Without a target. */
  public static final Reach NONE = new Reach(0, 0);

  public Reach {
    if (reached < 0 || reached > wanted)
      throw new IllegalArgumentException(reached + " of " + wanted);
  }

  /** Whether there was a target. */
  public boolean isGiven() {
    return wanted > 0;
  }

  /** Share of the changes that were made, 0 to 1; NaN without a target. */
  public double share() {
    return (double) reached / wanted;
  }

  /** Both together. */
  public Reach and(Reach other) {
    return new Reach(reached + other.reached, wanted + other.wanted);
  }

  /** {@code target reached (3 of 3)}, {@code partly reached} or {@code not reached}. */
  public String inWords() {
    String how = reached == wanted ? "reached" : reached == 0 ? "not reached" : "partly reached";
    return "target %s (%d of %d)".formatted(how, reached, wanted);
  }
}
