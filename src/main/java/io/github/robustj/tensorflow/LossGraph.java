package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A network's loss and its gradient with respect to the images, added to the network's graph.
 *
 * @param loss one value per sample
 * @param slopes empty if TensorFlow has no gradient of some operation in the network, as networks
 *     from elsewhere may have
 * @param missing what that operation is, in words; empty if there are slopes
 */
record LossGraph(
    LossHead head,
    Operand<TFloat32> images,
    Operand<TFloat32> logits,
    Operand<TFloat32> targets,
    Operand<TFloat32> loss,
    Optional<Slopes> slopes,
    String missing) {

  /** In what TensorFlow says where it has no gradient. */
  private static final Pattern OPERATION = Pattern.compile("gradient defined for op: *(\\w+)");

  /**
   * Gradients with respect to the images.
   *
   * @param ofLoss of the sum of the losses; since samples do not see each other in the network,
   *     each sample's own
   * @param logitWeights placeholder in the shape of the logits
   * @param pullback of the sum of logits times these weights
   */
  record Slopes(
      Operand<TFloat32> ofLoss, Operand<TFloat32> logitWeights, Operand<TFloat32> pullback) {

    Slopes at(Replicas replicas, int device) {
      return new Slopes(
          replicas.at(device, ofLoss),
          replicas.at(device, logitWeights),
          replicas.at(device, pullback));
    }
  }

  /** Its copy on one of the devices; losses that are added to the copy run nowhere. */
  LossGraph at(Replicas replicas, int device) {
    return new LossGraph(
        head,
        replicas.at(device, images),
        replicas.at(device, logits),
        replicas.at(device, targets),
        replicas.at(device, loss),
        slopes.map(s -> s.at(replicas, device)),
        missing);
  }

  /**
   * @throws RobustJException if the network has no gradient
   */
  Slopes requireSlopes() {
    return slopes.orElseThrow(
        () ->
            new RobustJException(
                "The network has an operation without a gradient (%s), which this attack needs; choose the attack square, noise, or transfer with another model as source_model."
                    .formatted(missing)));
  }

  /** See {@link LossHead#fed}. */
  Tensor fed(Tensor images, Tensor targets) {
    return head.fed(images, targets);
  }

  static LossGraph add(LossHead head, Operand<TFloat32> images, Operand<TFloat32> logits) {
    Placeholder<TFloat32> targets = head.tf.placeholder(TFloat32.class);
    Operand<TFloat32> loss = head.loss(logits, targets);
    MissingGradients.register();
    try {
      Slopes slopes = slopes(head, images, logits, loss);
      return new LossGraph(head, images, logits, targets, loss, Optional.of(slopes), "");
    } catch (TensorFlowException | IllegalArgumentException without) {
      String missing = missing(without, logits);
      return new LossGraph(head, images, logits, targets, loss, Optional.empty(), missing);
    }
  }

  /**
   * The divergence of the outputs from a reference.
   *
   * @param reference logits
   * @param divergence one value per sample
   * @param gradient with respect to the images
   */
  record Divergence(
      Operand<TFloat32> reference, Operand<TFloat32> divergence, Operand<TFloat32> gradient) {

    Divergence at(Replicas replicas, int device) {
      return new Divergence(
          replicas.at(device, reference),
          replicas.at(device, divergence),
          replicas.at(device, gradient));
    }
  }

  /** Added to the network's graph. */
  Divergence divergence() {
    Placeholder<TFloat32> reference = head.tf.placeholder(TFloat32.class);
    Operand<TFloat32> perSample = head.divergence(reference, logits);
    return new Divergence(reference, perSample, gradient(head, head.sum(perSample, 0), images));
  }

  private static Slopes slopes(
      LossHead head,
      Operand<TFloat32> images,
      Operand<TFloat32> logits,
      Operand<TFloat32> perSample) {
    Placeholder<TFloat32> weights = head.tf.placeholder(TFloat32.class);
    Operand<TFloat32> weighted = head.sum(head.mul(logits, weights), 0, 1, 2, 3);
    Operand<TFloat32> sum = head.sum(perSample, 0);
    return new Slopes(gradient(head, sum, images), weights, gradient(head, weighted, images));
  }

  private static String missing(RuntimeException failure, Operand<TFloat32> logits) {
    Matcher operation = OPERATION.matcher(String.valueOf(failure.getMessage()));
    if (!operation.find()) return "of unknown name";
    if (!operation.group(1).equals(Differentiable.PREVENTED)) return operation.group(1);
    Iterator<GraphOperation> all = ((Graph) logits.asOutput().env()).operations();
    while (all.hasNext()) {
      GraphOperation each = all.next();
      if (each.type().equals(Differentiable.PREVENTED))
        return each.attributes().getAttrString(Differentiable.WORDS);
    }
    return operation.group(1);
  }

  /** 0 where no path leads back to the images: rounding, comparisons and stopped gradients. */
  private static Operand<TFloat32> gradient(
      LossHead head, Operand<TFloat32> sum, Operand<TFloat32> images) {
    Operand<TFloat32> slope =
        Gradients.create(head.tf.scope(), sum, List.of(images)).<TFloat32>dy(0);
    return isThere(slope) ? slope : head.tf.zerosLike(images);
  }

  /** Without a path TensorFlow gives the output of an operation that does not exist. */
  static boolean isThere(Operand<TFloat32> slope) {
    try {
      slope.asOutput().shape();
      return true;
    } catch (IllegalStateException none) {
      return false;
    }
  }
}
