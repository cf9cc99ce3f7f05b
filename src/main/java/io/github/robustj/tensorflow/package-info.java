/**
 * The only room that knows TensorFlow: networks, losses and optimisers as graphs, and SavedModels.
 *
 * <p>Everything runs in graph mode on one session per model. Arrays are NHWC, as {@link
 * io.github.robustj.tensor.Tensor} is.
 *
 * <p>What a loss is to the graph, one {@link LossHead} per task says: a new one is a file and a
 * line in {@link LossHead#of}.
 *
 * <p>The network's loss under attack is that of its final output; training adds deep supervision.
 * Both are cross-entropy plus soft Dice per sample, without statistics over the batch, so a
 * sample's gradient is its own. Training weighs the heat maps of landmarks 40, not 2 as the loss
 * that attacks climb: in a mean over all pixels they vanish beside the offsets, and are learned
 * long after them.
 *
 * <p>Images are padded to the network's multiple (on both sides, of detections behind alone, so
 * that cells stay in place) by reflection inside the graph, so gradients reach the image through
 * the padding and a perturbation never hides there. Training patches are padded the same way;
 * padded pixels count in no loss, no term and no quality.
 *
 * <p>Mixed precision is casts to bfloat16 around convolutions and the features put together for
 * them, which needs no scaling of the loss, is the same on every device and can be tested without a
 * GPU. TensorFlow's own rewriting does nothing on most CPUs; its float16 variant for CPUs ends the
 * process.
 *
 * <p>The gradient of instance normalisation is our own ({@link InstanceNormalization}): the chain
 * of TensorFlow's passes more often over the images. Networks on disk are written without it, by
 * usual operations alone, and get it when they are opened ({@link NormalizationPattern}). XLA,
 * which would fuse these passes, was slower on the CPU and compiles for seconds for every size of a
 * batch.
 *
 * <p>A network of another program is trained on as it is ({@link StartNetwork}); batch
 * normalisation stays what it was, scale and shift too. What was trained is written into the form
 * that it came in by {@link OriginalNetwork}.
 *
 * <p>Several devices train as copies of the network in one graph that share its variables ({@link
 * Replicas}): each takes a part of the samples, the gradients of the parts are added, one optimiser
 * steps. On other machines that graph runs in a session on TensorFlow's own servers, which is
 * opened through the C interface, since {@code org.tensorflow.Session} takes no target ({@link
 * Handles}, {@link Workers}). The session tells the servers of each other, so that these are
 * started without knowing of any training ({@link TrainingServer}).
 *
 * <p>TensorFlow's C++ gradient of LogSoftmax sums over the second axis whatever the rank of the
 * tensor. The loss goes through a matrix for that reason; a finite-difference test on the real
 * network guards it.
 */
package io.github.robustj.tensorflow;
