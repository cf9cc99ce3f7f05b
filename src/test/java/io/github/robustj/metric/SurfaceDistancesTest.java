package io.github.robustj.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Against definitions written out, and against shapes whose distances are known. */
class SurfaceDistancesTest {

  private static final double EXACT = 1e-9;

  private static boolean[] set(Voxels voxels, IntPredicate inside) {
    boolean[] set = new boolean[voxels.width() * voxels.height() * voxels.slices()];
    for (int i = 0; i < set.length; i++) set[i] = inside.test(i);
    return set;
  }

  private static boolean[] ball(Voxels v, double radius, double x, double y, double z) {
    return set(
        v,
        i -> {
          double dx = i % v.width() - x;
          double dy = i / v.width() % v.height() - y;
          double dz = i / (v.width() * v.height()) - z;
          return dx * dx + dy * dy + dz * dz <= radius * radius;
        });
  }

  private static boolean[] cube(Voxels v, int side, int x, int y, int z) {
    return set(
        v,
        i -> {
          int dx = i % v.width() - x;
          int dy = i / v.width() % v.height() - y;
          int dz = i / (v.width() * v.height()) - z;
          return Math.min(dx, Math.min(dy, dz)) >= 0 && Math.max(dx, Math.max(dy, dz)) < side;
        });
  }

  private static double[] place(Voxels v, int i) {
    return new double[] {
      i % v.width() * v.x(),
      i / v.width() % v.height() * v.y(),
      i / (v.width() * v.height()) * v.z()
    };
  }

  private static double nearest(Voxels v, int from, boolean[] set) {
    double least = Double.POSITIVE_INFINITY;
    double[] a = place(v, from);
    for (int i = 0; i < set.length; i++) {
      double[] b = place(v, i);
      boolean same = v.z() > 0 || i / (v.width() * v.height()) == from / (v.width() * v.height());
      if (set[i] && same)
        least = Math.min(least, Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]));
    }
    return least;
  }

  @Test
  void distancesAreThoseOfAllPairs() {
    Random random = new Random(5);
    for (double z : new double[] {0, 2.5, .3})
      for (int density : new int[] {1, 20, 300}) {
        Voxels v = new Voxels(7, 6, 5, .7, 1.9, z);
        boolean[] set = set(v, i -> random.nextInt(400) < density);
        double[] expected = new double[set.length];
        for (int i = 0; i < set.length; i++) expected[i] = nearest(v, i, set);
        assertArrayEquals(expected, v.distances(set), EXACT);
      }
  }

  @Test
  void aSurfaceHasAFaceOutside() {
    Voxels v = new Voxels(6, 6, 6, 1, 1, 1);
    boolean[] surface = v.surface(cube(v, 4, 1, 1, 1));
    assertEquals(64 - 8, count(surface));
    assertEquals(216 - 64, count(v.surface(set(v, i -> true))), "the border is a surface");
    Voxels flat = new Voxels(6, 6, 6, 1, 1, 0);
    assertEquals(4 * 12, count(flat.surface(cube(flat, 4, 1, 1, 1))), "slices on their own");
  }

  private static int count(boolean[] set) {
    int count = 0;
    for (boolean in : set) if (in) count++;
    return count;
  }

  /** Two voxels three apart: every surface is one voxel, every distance 3 pixel widths. */
  @Test
  void twoVoxels() {
    Voxels v = new Voxels(9, 3, 1, .5, 1, 0);
    SurfaceDistances far =
        SurfaceDistances.between(set(v, i -> i == 10), set(v, i -> i == 13), v, 99);
    assertEquals(1.5, far.hausdorff95(), EXACT);
    assertEquals(1.5, far.average(), EXACT);
    assertEquals(1, far.dice(1.5));
    assertEquals(0, far.dice(1.49));
  }

  /**
   * Concentric balls: from the outer surface it is the difference of the radii to the inner one,
   * and back, but for the raster, which moves each surface by less than a voxel's diagonal / 2.
   */
  @Test
  void concentricBalls() {
    Voxels v = new Voxels(47, 47, 47, 1, 1, 1);
    SurfaceDistances balls =
        SurfaceDistances.between(ball(v, 20, 23, 23, 23), ball(v, 12, 23, 23, 23), v, 99);
    assertEquals(8, balls.hausdorff95(), 1);
    assertEquals(8, balls.average(), .5);
    assertEquals(0, balls.dice(6));
    assertEquals(1, balls.dice(9.8));
  }

  /**
   * A cube of side 5 moved by 2 along x. Of its 98 surface voxels the 25 of the face that it moved
   * away from are 2 off, and on the four sides those at the end that sticks out: 16 are 1 off. All
   * others lie on the other cube's surface or, on the face that went in, inside of it: its inner 9
   * are 2 off, too, or nearer to a side.
   */
  @Test
  void aCubeThatMoved() {
    Voxels v = new Voxels(9, 7, 7, 1, 1, 1);
    boolean[] one = cube(v, 5, 1, 1, 1);
    boolean[] other = cube(v, 5, 3, 1, 1);
    SurfaceDistances cubes = SurfaceDistances.between(one, other, v, 99);
    assertEquals(2, cubes.hausdorff95(), EXACT);
    double[] expected = byDefinition(one, other, v);
    assertEquals(98, expected.length);
    // 25 at 2 and 16 at 1 on the free end; the inner 3 x 3 of the far face, which lies on the other
    // cube's middle: 8 of it are 1 from a side, the centre is 2 from all.
    assertEquals(25 * 2 + 16 + 8 + 2, Arrays.stream(expected).sum(), EXACT);
    assertEquals(76. / 98, cubes.average(), EXACT);
    assertEquals((98 - 26) / 98., cubes.dice(1), EXACT);
  }

  private static double[] byDefinition(boolean[] one, boolean[] other, Voxels v) {
    boolean[] from = v.surface(one);
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < from.length; i++)
      if (from[i]) distances.add(nearest(v, i, v.surface(other)));
    return distances.stream().mapToDouble(d -> d).sorted().toArray();
  }

  /** Ranks 1 to 21: the 95th percentile of 21 values is the 20th. */
  @Test
  void thePercentileIsTheLargerOfTwoDirections() {
    double[] there = new double[21];
    Arrays.setAll(there, i -> i);
    assertEquals(19, new SurfaceDistances(there, new double[] {3}).hausdorff95(), EXACT);
    assertEquals(30, new SurfaceDistances(there, new double[] {30}).hausdorff95(), EXACT);
    assertEquals(
        1.9, new SurfaceDistances(new double[] {1, 2}, new double[0]).hausdorff95() - .05, EXACT);
  }

  @Test
  void aLostStructureIsAsFarAsCanBe() {
    Voxels v = new Voxels(4, 3);
    SurfaceDistances lost = SurfaceDistances.between(new boolean[12], set(v, i -> i == 5), v, 5);
    assertEquals(5, lost.hausdorff95());
    assertEquals(5, lost.average());
    assertEquals(0, lost.dice(10));
    SurfaceDistances none = SurfaceDistances.between(new boolean[12], new boolean[12], v, 5);
    for (double score : new double[] {none.hausdorff95(), none.average(), none.dice(1)})
      assertTrue(Double.isNaN(score));
  }

  @Test
  void whatSurroundsASetHoldsAllThatIsMeasured() {
    Random random = new Random(8);
    Voxels v = new Voxels(12, 11, 7, 1, 2, 3);
    for (int run = 0; run < 20; run++) {
      boolean[] one = ball(v, 2, random.nextInt(12), random.nextInt(11), random.nextInt(7));
      boolean[] other = ball(v, 3, random.nextInt(12), random.nextInt(11), random.nextInt(7));
      Voxels.Part part = v.around(i -> one[i] || other[i]);
      SurfaceDistances whole = SurfaceDistances.between(one, other, v, 99);
      SurfaceDistances cut =
          SurfaceDistances.between(
              part.cut(i -> one[i], v), part.cut(i -> other[i], v), part.of(), 99);
      assertArrayEquals(whole.there(), cut.there(), EXACT);
      assertArrayEquals(whole.back(), cut.back(), EXACT);
    }
    assertEquals(0, v.around(i -> false).of().width());
  }

  /**
   * Three pieces drawn; of two found one is right, one overlaps two of them, a third is nowhere.
   */
  @Test
  void piecesAreCountedOnce() {
    Voxels v = new Voxels(20, 1);
    boolean[] drawn = set(v, i -> i <= 2 || i >= 5 && i <= 6 || i >= 8 && i <= 9);
    boolean[] found = set(v, i -> i >= 1 && i <= 2 || i >= 6 && i <= 8 || i == 15);
    assertEquals(2. * 2 / (3 + 3), ComponentF1.of(found, drawn, v), EXACT);
    assertEquals(1, ComponentF1.of(drawn, drawn, v));
    assertEquals(0, ComponentF1.of(new boolean[20], drawn, v));
    assertTrue(Double.isNaN(ComponentF1.of(new boolean[20], new boolean[20], v)));
    boolean[] all = set(v, i -> true);
    assertEquals(2. / 4, ComponentF1.of(all, drawn, v), EXACT, "one piece over all finds one");
  }

  @Test
  void piecesTouchByCorners() {
    Voxels v = new Voxels(3, 3, 2, 1, 1, 1);
    assertEquals(
        1, Arrays.stream(v.components(set(v, i -> i == 0 || i == 4 || i == 17))).max().getAsInt());
    Voxels flat = new Voxels(3, 3, 2, 1, 1, 0);
    assertEquals(
        2, Arrays.stream(flat.components(set(flat, i -> i == 4 || i == 13))).max().getAsInt());
  }
}
