package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;
import java.util.Map;

/**
 * @param loss the weighted sum of some terms
 * @param gradient its derivative by every weight of the network, by the weight's name and in its
 *     shape; not clipped
 */
public record WeightGradient(double loss, Map<String, Tensor> gradient) {}
