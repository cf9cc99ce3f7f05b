package io.github.robustj.task;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.model.CellRange;
import io.github.robustj.tensor.Tensor;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How objects are found in parts of an image, so that those of all parts are together what {@link
 * Task#decode} finds in the whole, to the last bit. A seed is a cell that may tell an object; of
 * seeds that tell the same one the surest that is itself kept stays, see {@link SeedSweep}.
 */
public interface ObjectSeeds {

  /**
   * A cell that may tell an object.
   *
   * @param kind index of the class
   * @param y,x of the cell in the whole image
   * @param values what the network says there, as the task needs it
   * @param provisional whether cells beyond the part may speak against it, see {@link #stands}
   */
  record Seed(int kind, int y, int x, float[] values, boolean provisional) {}

  /** What a seed tells, to be held against others. */
  interface Shape {

    /** Where it is, in pixels of the network's input. */
    Box bounds();

    /** Whether this one, which is surer and stays, is the same object as another. */
    boolean covers(Shape other);
  }

  /** Pixels of the network's input across and down to a cell. */
  int stride();

  /** Cells around one that are asked whether it is a seed; parts are given whole if it is not 0. */
  int context();

  /**
   * The seeds of a part, in the order of their kind and place.
   *
   * @param outputs {@code [1, y, x, channel]} of these cells
   */
  void find(Tensor outputs, CellRange at, Consumer<Seed> seeds);

  /**
   * Whether a provisional seed is one.
   *
   * @param beyond the logit of its kind in a cell beyond its part that is in the image
   */
  default boolean stands(Seed seed, CellRange part, Logit beyond) {
    return true;
  }

  /** What the network says of cells beyond a part. */
  interface Logit {
    double at(int y, int x, int kind);
  }

  /** How sure it is when seeds are held against each other. */
  double rank(Seed seed);

  /** How sure the object is that is given out. */
  default double score(Seed seed) {
    return rank(seed);
  }

  Shape shape(Seed seed);

  /**
   * The object of a seed that stays, in an image's own pixels.
   *
   * @return empty if it is too unsure, or not in the image
   */
  Optional<BoxedObject> object(Seed seed, Image image);

  /** In which the objects of a slice are given out, the surest first. */
  default Comparator<Seed> order() {
    return Comparator.comparingDouble(this::score)
        .thenComparingDouble(this::rank)
        .reversed()
        .thenComparing(PLACES);
  }

  /** In which equally sure ones are found in the whole. */
  Comparator<Seed> PLACES =
      Comparator.comparingInt(Seed::kind).thenComparingInt(Seed::y).thenComparingInt(Seed::x);
}
