package io.github.robustj.task;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxIndex;
import io.github.robustj.task.ObjectSeeds.Seed;
import io.github.robustj.task.ObjectSeeds.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Holds seeds against each other while they become known part by part, and decides as early as can
 * be: a seed goes as soon as a surer one that surely stays is the same object, and stays as soon as
 * all surer ones that may be the same object are gone and no seed that is not known yet can reach
 * it. The others stay open. Those that stay are what is left where all are held against each other
 * at once, the surest first.
 */
public final class SeedSweep {

  /** With how sure it is, and its shape as long as that is needed. */
  private record Item(Seed seed, double rank, Shape shape) {}

  private static final Comparator<Item> SUREST =
      Comparator.comparingDouble(Item::rank)
          .reversed()
          .thenComparing(Item::seed, ObjectSeeds.PLACES);

  private final ObjectSeeds seeds;
  private final List<Item> open = new ArrayList<>();

  public SeedSweep(ObjectSeeds seeds) {
    this.seeds = seeds;
  }

  /** A seed that has become known, and where it is. */
  public Box add(Seed seed) {
    Shape shape = seeds.shape(seed);
    open.add(new Item(seed, seeds.rank(seed), shape));
    return shape.bounds();
  }

  /** Those that are not decided. */
  public List<Seed> open() {
    return open.stream().map(Item::seed).toList();
  }

  /**
   * Decides what can be decided.
   *
   * @param reachable whether a seed that is not known yet may be the same object as one with these
   *     bounds
   * @return those that stay, the surest first; they are not asked about again
   */
  public List<Seed> settle(Predicate<Box> reachable) {
    Item[] sorted = open.toArray(Item[]::new);
    open.clear();
    Arrays.parallelSort(sorted, SUREST);
    Index kept = new Index();
    Index undecided = new Index();
    List<Seed> stay = new ArrayList<>();
    for (Item item : sorted) {
      Shape shape = item.shape == null ? seeds.shape(item.seed) : item.shape;
      if (kept.covers(shape)) continue;
      if (item.seed.provisional() || reachable.test(shape.bounds()) || undecided.covers(shape)) {
        undecided.add(shape);
        open.add(new Item(item.seed, item.rank, null));
      } else {
        kept.add(shape);
        stay.add(item.seed);
      }
    }
    return stay;
  }

  /** Shapes by place. */
  private static final class Index {

    private final BoxIndex index = new BoxIndex();
    private final List<Shape> shapes = new ArrayList<>();

    void add(Shape shape) {
      index.add(shape.bounds());
      shapes.add(shape);
    }

    boolean covers(Shape shape) {
      return index.isAnyNear(shape.bounds(), near -> shapes.get(near).covers(shape));
    }
  }
}
