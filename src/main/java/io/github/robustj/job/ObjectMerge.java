package io.github.robustj.job;

import io.github.robustj.model.CellRange;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.task.ObjectSeeds.Seed;
import io.github.robustj.task.SeedSweep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Puts together what groups of tiles have found: what is held are the open seeds of a row of
 * groups.
 *
 * @param file of what a group has found
 * @param check called now and then; may throw to stop
 */
record ObjectMerge(
    ObjectSeeds seeds,
    ObjectGrid grid,
    Function<ObjectGrid.Group, Path> file,
    SeedRuns runs,
    Runnable check) {

  private FoundSeeds read(ObjectGrid.Group group, BlockFiles.Reading<FoundSeeds> reading) {
    return BlockFiles.read(file.apply(group), reading);
  }

  private List<ObjectGrid.Group> groups(int slice) {
    return grid.groups().stream().filter(group -> group.slice() == slice).toList();
  }

  /**
   * The groups that seeds of others reach into further than was allowed for, and how far: they must
   * be seen again.
   */
  Map<ObjectGrid.Group, Double> reachedTooFar(int slice) {
    List<ObjectGrid.Group> groups = groups(slice);
    List<FoundSeeds> found = groups.stream().map(g -> read(g, FoundSeeds::head)).toList();
    Map<ObjectGrid.Group, Double> tooFar = new HashMap<>();
    for (int a = 0; a < groups.size(); a++)
      for (int b = 0; b < groups.size(); b++) {
        if (a == b) continue;
        double reached = found.get(a).reached(found.get(b), grid.whole(), grid.stride());
        if (reached > found.get(a).reach()) tooFar.merge(groups.get(a), reached, Math::max);
      }
    return tooFar;
  }

  /** The objects of a slice in their order, as a file of {@link SeedRuns}. */
  void merge(int slice, Path target) {
    List<Path> decided = new ArrayList<>();
    SeedSweep sweep = new SeedSweep(seeds);
    double[] highest = highestBelow(slice);
    for (int row = 0; row < grid.groupsDown(); row++) {
      check.run();
      addOpen(slice, row, sweep);
      double below = highest[row];
      List<Seed> stay = new ArrayList<>(sweep.settle(box -> box.bottom() >= below));
      if (stay.isEmpty()) continue;
      stay.sort(seeds.order());
      Path run = runs.folder().resolve("row-%d-%d".formatted(slice, row));
      runs.write(run, stay);
      decided.add(run);
    }
    runs.merge(groups(slice).stream().map(file).toList(), decided, target, check);
  }

  /** For each row of groups the upper end of all seeds below it. */
  private double[] highestBelow(int slice) {
    double[] highest = new double[grid.groupsDown()];
    double least = Double.POSITIVE_INFINITY;
    for (int row = highest.length; row-- > 0; ) {
      highest[row] = least;
      for (int column = 0; column < grid.groupsAcross(); column++) {
        FoundSeeds head = read(new ObjectGrid.Group(slice, row, column), FoundSeeds::head);
        if (head.extent() != null) least = Math.min(least, head.extent().top());
      }
    }
    return highest;
  }

  private void addOpen(int slice, int row, SeedSweep sweep) {
    List<FoundSeeds> around = new ArrayList<>();
    if (seeds.context() > 0)
      for (int r = Math.max(0, row - 1); r <= Math.min(grid.groupsDown() - 1, row + 1); r++)
        for (int column = 0; column < grid.groupsAcross(); column++)
          around.add(read(new ObjectGrid.Group(slice, r, column), FoundSeeds::withEdges));
    for (int column = 0; column < grid.groupsAcross(); column++) {
      FoundSeeds found = read(new ObjectGrid.Group(slice, row, column), FoundSeeds::withoutKept);
      for (Seed seed : found.open())
        if (!seed.provisional() || stands(seed, found.cells(), around))
          sweep.add(new Seed(seed.kind(), seed.y(), seed.x(), seed.values(), false));
    }
  }

  private boolean stands(Seed seed, CellRange part, List<FoundSeeds> around) {
    return seeds.stands(
        seed,
        part,
        (y, x, kind) ->
            around.stream()
                .filter(other -> other.cells().contains(y, x))
                .findFirst()
                .orElseThrow()
                .edges()
                .at(y, x, kind));
  }
}
