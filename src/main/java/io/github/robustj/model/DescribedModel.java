package io.github.robustj.model;

import static java.util.stream.Collectors.joining;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A model from disk that is held to its description: outputs of another shape, or that are no
 * numbers, would be read as something that the network never said.
 */
public final class DescribedModel extends ForwardingModel {

  private final NetworkSpec spec;
  private final Path place;

  /**
   * @param place of the network, for sentences
   */
  public DescribedModel(DifferentiableModel model, NetworkSpec spec, Path place) {
    super(model);
    this.spec = spec;
    this.place = place;
  }

  @Override
  public Tensor predict(Tensor images) {
    return required(images, super.predict(images));
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    return required(images, super.loss(images, targets));
  }

  @Override
  public LossAndGradient divergence(Tensor images, Tensor reference) {
    return required(images, super.divergence(images, reference));
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    Tensor gradient = super.pullback(images, weights);
    requireShape("a gradient", gradient, images.shape());
    return gradient;
  }

  private LossAndGradient required(Tensor images, LossAndGradient pass) {
    required(images, pass.outputs());
    requireShape("a gradient", pass.gradient(), images.shape());
    return pass;
  }

  private Tensor required(Tensor images, Tensor outputs) {
    requireShape(
        "outputs",
        outputs,
        images.samples(),
        cells(images.shape(1)),
        cells(images.shape(2)),
        spec.outputChannels());
    requireNumbers(images, outputs);
    return outputs;
  }

  private int cells(int pixels) {
    return (pixels + spec.stride() - 1) / spec.stride();
  }

  private void requireShape(String what, Tensor tensor, int... expected) {
    if (Arrays.equals(tensor.shape(), expected)) return;
    boolean alike = tensor.shape().length == expected.length && tensor.samples() == expected[0];
    // How many images are seen at a time is no business of the user's.
    int from = alike ? 1 : 0;
    throw new RobustJException(
        "The network in %s gives %s of %s where its model.json says %s (%sheight x width x channels); the two belong to different models: copy the whole folder again."
            .formatted(
                place,
                what,
                words(tensor.shape(), from),
                words(expected, from),
                alike ? "" : "images x "));
  }

  private static String words(int[] shape, int from) {
    if (shape.length == 0) return "one number";
    return Arrays.stream(shape).skip(from).mapToObj(String::valueOf).collect(joining(" x "));
  }

  private void requireNumbers(Tensor images, Tensor outputs) {
    if (numbers(outputs) || !numbers(images)) return;
    throw new NoNumbersException(
        "The network in %s answers an image with values that are no numbers; its weights are damaged, or it overflows: copy or train the model again."
            .formatted(place));
  }

  private static boolean numbers(Tensor tensor) {
    for (float value : tensor.data()) if (!Float.isFinite(value)) return false;
    return true;
  }
}
