package io.github.robustj.job;

import io.github.robustj.data.Box;
import io.github.robustj.model.CellRange;
import io.github.robustj.task.ObjectSeeds.Seed;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a group of tiles has found.
 *
 * @param cells of the group
 * @param extent around all seeds that were found, also those that are gone; null if there were none
 * @param reach pixels that a seed of another group may reach into this one without changing what is
 *     decided
 * @param edges logits of the cells at the group's edges, where the task asks for them
 * @param open seeds that seeds of other groups may decide
 * @param kept seeds that stay, in the order of objects
 */
record FoundSeeds(
    CellRange cells, Box extent, double reach, EdgeLogits edges, List<Seed> open, List<Seed> kept) {

  void write(DataOutputStream out) throws IOException {
    cells.write(out);
    out.writeBoolean(extent != null);
    if (extent != null)
      for (double edge :
          new double[] {extent.left(), extent.top(), extent.right(), extent.bottom()})
        out.writeDouble(edge);
    out.writeDouble(reach);
    edges.write(out);
    for (List<Seed> seeds : List.of(open, kept)) {
      out.writeInt(seeds.size());
      for (Seed seed : seeds) write(seed, out);
    }
  }

  static void write(Seed seed, DataOutputStream out) throws IOException {
    out.writeInt(seed.kind());
    out.writeInt(seed.y());
    out.writeInt(seed.x());
    out.writeBoolean(seed.provisional());
    out.writeInt(seed.values().length);
    for (float value : seed.values()) out.writeFloat(value);
  }

  static Seed seed(DataInputStream in) throws IOException {
    int kind = in.readInt();
    int y = in.readInt();
    int x = in.readInt();
    boolean provisional = in.readBoolean();
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) values[i] = in.readFloat();
    return new Seed(kind, y, x, values, provisional);
  }

  /** Without edges and seeds, which are left to be read. */
  static FoundSeeds head(DataInputStream in) throws IOException {
    CellRange cells = CellRange.read(in);
    Box extent =
        in.readBoolean()
            ? new Box(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble())
            : null;
    return new FoundSeeds(
        cells, extent, in.readDouble(), EdgeLogits.none(cells), List.of(), List.of());
  }

  /** Without seeds, which are left to be read. */
  static FoundSeeds withEdges(DataInputStream in) throws IOException {
    FoundSeeds head = head(in);
    return new FoundSeeds(
        head.cells, head.extent, head.reach, EdgeLogits.read(in), List.of(), List.of());
  }

  /** Up to the seeds that stay, which are left to be read; those here are empty. */
  static FoundSeeds withoutKept(DataInputStream in) throws IOException {
    FoundSeeds head = withEdges(in);
    List<Seed> open = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) open.add(seed(in));
    return new FoundSeeds(head.cells, head.extent, head.reach, head.edges, open, List.of());
  }

  /** How far seeds of another group reach into this one, in pixels; 0 if they do not. */
  double reached(FoundSeeds other, CellRange whole, int stride) {
    if (other.extent == null) return 0;
    Box its = other.extent;
    double least = Double.POSITIVE_INFINITY;
    double top = (double) cells.top() * stride;
    double left = (double) cells.left() * stride;
    double bottom = top + (double) cells.height() * stride;
    double right = left + (double) cells.width() * stride;
    if (cells.top() > 0) least = Math.min(least, its.bottom() - top);
    if (cells.left() > 0) least = Math.min(least, its.right() - left);
    if (cells.bottom() < whole.height()) least = Math.min(least, bottom - its.top());
    if (cells.right() < whole.width()) least = Math.min(least, right - its.left());
    return Math.max(0, least);
  }
}
