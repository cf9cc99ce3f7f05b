package io.github.robustj.tensorflow;

import io.github.robustj.model.Loss;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network of one convolution as wide as its stride, whose outputs see nothing of each other's
 * pixels; for masks also of a second supervised level of half the size. All else about it is as in
 * any training: losses, terms, gradients, steps.
 */
public final class PointwiseNet {

  private PointwiseNet() {}

  /** For images of so many channels, whose sides are multiples of 4. */
  public static TrainableModel of(int channels, int outputs, int stride, Loss loss) {
    boolean levels = loss.equals(Loss.CROSS_ENTROPY_AND_DICE);
    NetworkSpec spec = new NetworkSpec(channels, outputs, 1, 2, levels, stride);
    return TensorFlowTrainableModel.create(
        PointwiseNet::build,
        spec,
        loss,
        new OptimizerSpec(OptimizerSpec.Kind.SGD, .1, 0, 0),
        7,
        new Computation(Computation.cpu(), false, "CPU", "as asked"));
  }

  private static UNet build(
      Arithmetic arithmetic,
      NetworkSpec spec,
      Operand<TFloat32> images,
      Weights weights,
      float[] bias) {
    Operand<TFloat32> fine = head(arithmetic, spec, images, weights, bias, spec.stride());
    List<Operand<TFloat32>> levels =
        spec.deepSupervision()
            ? List.of(fine, head(arithmetic, spec, images, weights, bias, 2))
            : List.of(fine);
    return new UNet(fine, levels, Padding.toMultiple(arithmetic.tf(), images, spec));
  }

  private static Operand<TFloat32> head(
      Arithmetic arithmetic,
      NetworkSpec spec,
      Operand<TFloat32> images,
      Weights weights,
      float[] bias,
      int side) {
    Ops tf = arithmetic.tf();
    String name = "head" + side;
    int in = spec.inputChannels();
    Operand<TFloat32> kernel =
        weights.kernel(name, in * side * side, 1, side, side, in, spec.outputChannels());
    List<Long> strides = List.of(1L, (long) side, (long) side, 1L);
    return tf.math.add(
        arithmetic.conv2d(images, kernel, strides), weights.values(name + ".bias", bias));
  }
}
