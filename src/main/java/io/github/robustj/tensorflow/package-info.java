/**
 * The only room that knows TensorFlow: networks, losses and optimisers as graphs, and SavedModels.
 *
 * <p>Everything runs in graph mode on one session per model. Arrays are NHWC, as {@link
 * io.github.robustj.tensor.Tensor} is.
 */
package io.github.robustj.tensorflow;
