package io.github.robustj.tensorflow;

import io.github.robustj.model.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The 2-D U-Net of nnU-Net (Isensee et al. 2021) as a graph: see {@link NetworkSpec}.
 *
 * @param logits {@code [sample, y, x, output channel]}, the size of the images over the stride
 * @param levels logits at each supervised decoder level, full resolution first, the size of the
 *     padded images and its halves
 * @param padding that was put around the images
 */
record UNet(Operand<TFloat32> logits, List<Operand<TFloat32>> levels, Padding padding) {

  private static final double SLOPE = InstanceNormalization.SLOPE;

  /**
   * @param arithmetic of its layers, in the graph that the network is added to
   * @param bias what a fresh network adds to each output channel
   */
  static UNet build(
      Arithmetic arithmetic,
      NetworkSpec spec,
      Operand<TFloat32> images,
      Weights weights,
      float[] bias) {
    return new Builder(arithmetic.tf(), arithmetic, spec, weights, bias).build(images);
  }

  private record Builder(
      Ops tf, Arithmetic arithmetic, NetworkSpec spec, Weights weights, float[] bias) {

    UNet build(Operand<TFloat32> images) {
      Padding padding = Padding.toMultiple(tf, images, spec);
      List<Operand<TFloat32>> skips = encode(padding.reflect(tf, images, spec.multiple()));
      List<Operand<TFloat32>> levels = decode(skips);
      Operand<TFloat32> logits =
          padding.crop(tf, levels.get(0), spec.stride(), spec.outputChannels());
      return new UNet(logits, levels, padding);
    }

    private List<Operand<TFloat32>> encode(Operand<TFloat32> images) {
      List<Operand<TFloat32>> skips = new ArrayList<>();
      Operand<TFloat32> x = images;
      int channels = spec.inputChannels();
      for (int level = spec.firstLevel(); level <= spec.depth(); level++) {
        x = block("down" + level + ".a", x, channels, spec.features(level), level == 0 ? 1 : 2);
        if (level >= spec.outputLevel()) {
          x = block("down" + level + ".b", x, spec.features(level), spec.features(level), 1);
          skips.add(x);
        }
        channels = spec.features(level);
      }
      return skips;
    }

    private List<Operand<TFloat32>> decode(List<Operand<TFloat32>> skips) {
      List<Operand<TFloat32>> levels = new ArrayList<>();
      int last = spec.outputLevel();
      Operand<TFloat32> x = skips.get(spec.depth() - last);
      for (int level = spec.depth() - 1; level >= last; level--) {
        Operand<TFloat32> skip = skips.get(level - last);
        Operand<TFloat32> up = upsample("up" + level, x, skip, level);
        Operand<TFloat32> joined = arithmetic.joined(up, skip);
        x = block("up" + level + ".a", joined, 2 * spec.features(level), spec.features(level), 1);
        x = block("up" + level + ".b", x, spec.features(level), spec.features(level), 1);
        // As in nnU-Net, the coarsest decoder level is not supervised.
        boolean supervised = spec.deepSupervision() && level < Math.max(1, spec.depth() - 1);
        if (level == last || supervised)
          levels.add(0, head("head" + level, x, spec.features(level)));
      }
      if (levels.isEmpty()) levels.add(head("head" + last, x, spec.features(last)));
      return levels;
    }

    private Operand<TFloat32> block(
        String name, Operand<TFloat32> x, int in, int out, long stride) {
      Variable<TFloat32> kernel = weights.kernel(name + ".kernel", 9 * in, SLOPE, 3, 3, in, out);
      Operand<TFloat32> convolved = arithmetic.conv2d(x, kernel, List.of(1L, stride, stride, 1L));
      return arithmetic.normalized(
          convolved,
          weights.constant(name + ".scale", 1, out),
          weights.constant(name + ".shift", 0, out));
    }

    private Operand<TFloat32> upsample(
        String name, Operand<TFloat32> x, Operand<TFloat32> like, int level) {
      int in = spec.features(level + 1);
      int out = spec.features(level);
      Variable<TFloat32> kernel = weights.kernel(name + ".kernel", in, SLOPE, 2, 2, out, in);
      return arithmetic.transposed(tf.shape(like), kernel, x, List.of(1L, 2L, 2L, 1L));
    }

    private Operand<TFloat32> head(String name, Operand<TFloat32> x, int in) {
      int out = spec.outputChannels();
      Variable<TFloat32> kernel = weights.kernel(name + ".kernel", in, 1, 1, 1, in, out);
      Operand<TFloat32> logits = arithmetic.conv2d(x, kernel, List.of(1L, 1L, 1L, 1L));
      return tf.math.add(logits, weights.values(name + ".bias", bias));
    }
  }
}
