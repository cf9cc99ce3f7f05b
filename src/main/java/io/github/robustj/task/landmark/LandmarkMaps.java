package io.github.robustj.task.landmark;

import io.github.robustj.data.Extent;
import io.github.robustj.data.PointRow;
import io.github.robustj.tensor.Tensor;

/**
 * What a network should say about landmarks, pixel by pixel: the maps behind {@link
 * LandmarkLoss#HEAT_MAPS_AND_OFFSETS}, each {@code [sample, y, x, landmark]}.
 *
 * @param mask 1 in the disc around a landmark, where that counts, else 0
 * @param heat {@code exp(-d^2 / (2 R^2))} in the disc, else 0
 * @param offsetY {@code offsetX} way from the pixel to the landmark in units of R, in the disc
 * @param counted 1 where the landmark is present in the sample and the pixel in the slice, else 0
 */
record LandmarkMaps(Tensor mask, Tensor heat, Tensor offsetY, Tensor offsetX, Tensor counted) {

  /**
   * @param rows {@code [sample, landmark, column]} with the columns of {@link PointRow}
   */
  static LandmarkMaps of(Tensor rows, int height, int width) {
    int samples = rows.samples();
    int landmarks = rows.shape(1);
    LandmarkMaps maps =
        new LandmarkMaps(
            Tensor.zeros(samples, height, width, landmarks),
            Tensor.zeros(samples, height, width, landmarks),
            Tensor.zeros(samples, height, width, landmarks),
            Tensor.zeros(samples, height, width, landmarks),
            Tensor.zeros(samples, height, width, landmarks));
    for (int i = 0; i < samples * landmarks; i++) {
      int row = i * rows.shape(2);
      if (rows.data()[row + PointRow.PRESENT] > 0) maps.draw(i, rows.data(), row);
    }
    return maps;
  }

  private void draw(int i, float[] rows, int row) {
    int landmarks = mask.shape(3);
    double r = rows[row + PointRow.RADIUS];
    Extent extent = new Extent(rows, row);
    for (int y = 0; y < mask.shape(1); y++)
      for (int x = 0; x < mask.shape(2); x++) {
        if (!extent.contains(y, x)) continue;
        int at =
            ((i / landmarks * mask.shape(1) + y) * mask.shape(2) + x) * landmarks + i % landmarks;
        counted.data()[at] = 1;
        double dy = rows[row + PointRow.Y] - y;
        double dx = rows[row + PointRow.X] - x;
        if (dy * dy + dx * dx > r * r) continue;
        mask.data()[at] = 1;
        heat.data()[at] = (float) Math.exp(-(dy * dy + dx * dx) / (2 * r * r));
        offsetY.data()[at] = (float) (dy / r);
        offsetX.data()[at] = (float) (dx / r);
      }
  }
}
