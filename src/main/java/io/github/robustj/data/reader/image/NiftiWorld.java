package io.github.robustj.data.reader.image;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.World;
import io.github.robustj.error.RobustJException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a NIfTI image lies (nifti1.h, methods 1 to 3): {@code sform} if its code is above 0, else
 * {@code qform}, else only pixel sizes.
 */
final class NiftiWorld {

  private static final int QFORM_CODE = 252;
  private static final int SFORM_CODE = 254;
  private static final int QUATERNION = 256;
  private static final int OFFSETS = 268;
  private static final int ROWS = 280;

  private NiftiWorld() {}

  /**
   * @param unit mm in a unit of the header
   * @throws RobustJException if the position holds numbers that are none
   */
  static World of(Path file, ByteBuffer header, double unit, Calibration spacing) {
    double[] affine = null;
    if (header.getShort(SFORM_CODE) > 0) affine = rows(header);
    else if (header.getShort(QFORM_CODE) > 0) affine = quaternion(header);
    if (affine == null) return World.of(spacing);
    List<Double> scaled = new ArrayList<>();
    for (double value : affine) {
      if (!Double.isFinite(value))
        throw new RobustJException(
            "%s states its place in the world by a number that is none (%s); mend its header or write it again."
                .formatted(file, value));
      scaled.add(value * unit);
    }
    return new World(scaled, spacing);
  }

  private static double[] rows(ByteBuffer header) {
    double[] affine = new double[12];
    for (int i = 0; i < 12; i++) affine[i] = header.getFloat(ROWS + 4 * i);
    return affine;
  }

  private static double[] quaternion(ByteBuffer header) {
    double b = header.getFloat(QUATERNION);
    double c = header.getFloat(QUATERNION + 4);
    double d = header.getFloat(QUATERNION + 8);
    double a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
    double[][] rotation = {
      {a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
      {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
      {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c}
    };
    double handedness = header.getFloat(NiftiHeader.PIXDIM) < 0 ? -1 : 1;
    double[] affine = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        double size = header.getFloat(NiftiHeader.PIXDIM + 4 + 4 * axis);
        affine[4 * row + axis] = rotation[row][axis] * size * (axis == 2 ? handedness : 1);
      }
      affine[4 * row + 3] = header.getFloat(OFFSETS + 4 * row);
    }
    return affine;
  }
}
