package io.github.robustj.job;

import io.github.robustj.model.CellRange;
import io.github.robustj.tensor.Tensor;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The logits of the cells along the edges of a group of tiles: neighbours ask for them.
 *
 * @param kinds 0 if nobody asks
 * @param values of the first row, the last row, the first column, the last column, cell by cell
 */
record EdgeLogits(CellRange cells, int kinds, float[] values) {

  static EdgeLogits none(CellRange cells) {
    return new EdgeLogits(cells, 0, new float[0]);
  }

  /**
   * @param outputs {@code [1, y, x, channel]} of the cells, whose first channels are logits
   */
  static EdgeLogits of(CellRange cells, int kinds, Tensor outputs) {
    EdgeLogits edges =
        new EdgeLogits(cells, kinds, new float[2 * (cells.height() + cells.width()) * kinds]);
    for (int x = 0; x < cells.width(); x++) {
      edges.put(x, outputs, 0, x);
      edges.put(cells.width() + x, outputs, cells.height() - 1, x);
    }
    for (int y = 0; y < cells.height(); y++) {
      edges.put(2 * cells.width() + y, outputs, y, 0);
      edges.put(2 * cells.width() + cells.height() + y, outputs, y, cells.width() - 1);
    }
    return edges;
  }

  private void put(int place, Tensor outputs, int y, int x) {
    int from = (y * cells.width() + x) * outputs.shape(3);
    System.arraycopy(outputs.data(), from, values, place * kinds, kinds);
  }

  /** Of a cell of the whole image that is on the edges. */
  double at(int y, int x, int kind) {
    int down = y - cells.top();
    int across = x - cells.left();
    int place;
    if (down == 0) place = across;
    else if (down == cells.height() - 1) place = cells.width() + across;
    else if (across == 0) place = 2 * cells.width() + down;
    else if (across == cells.width() - 1) place = 2 * cells.width() + cells.height() + down;
    else throw new IllegalArgumentException("cell %d, %d is not at the edge".formatted(y, x));
    return values[place * kinds + kind];
  }

  void write(DataOutputStream out) throws IOException {
    cells.write(out);
    out.writeInt(kinds);
    out.writeInt(values.length);
    for (float value : values) out.writeFloat(value);
  }

  static EdgeLogits read(DataInputStream in) throws IOException {
    CellRange cells = CellRange.read(in);
    int kinds = in.readInt();
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) values[i] = in.readFloat();
    return new EdgeLogits(cells, kinds, values);
  }
}
