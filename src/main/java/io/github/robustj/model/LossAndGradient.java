package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;

/**
 * @param loss one value per sample
 * @param gradient of each sample's loss with respect to its own image, in the images' shape
 * @param outputs the logits of the same pass
 */
public record LossAndGradient(float[] loss, Tensor gradient, Tensor outputs) {}
