/**
 * Training: what a step minimises is a {@link io.github.robustj.training.TrainingMethod}, the loop
 * over epochs and steps is the {@link io.github.robustj.training.Trainer}, and a {@link
 * io.github.robustj.training.Checkpoint} lets it continue after a crash as if nothing had happened:
 * the random numbers follow from seed, epoch and step, so no generator's state is kept.
 *
 * <p>Where methods were stated for the classification of whole images, they are taken pixel by
 * pixel and averaged: divergences are of the class probabilities of a pixel, and their weights
 * (TRADES' beta, MART's lambda) are not divided by the numbers of classes or samples. Supervision
 * is the training loss with soft Dice and deep supervision, in MART, which replaces it, only its
 * own cross-entropy. Attacks start at random places of the whole ball, TRADES' too, where its
 * authors draw a hundredth of it.
 *
 * <p>Where the clean image already misses the threshold, a margin keeps the size of its first step
 * instead of collapsing to zero.
 *
 * <p>What a method remembers of a sample's pixels (averaged outputs, the last perturbation) is kept
 * in the slice's own pixels; a batch says which part of its slice each augmented patch shows.
 *
 * <p>Adversarial weight perturbation is a model around the model: weights go to Java and back, and
 * the step starts from them exactly.
 */
package io.github.robustj.training;
