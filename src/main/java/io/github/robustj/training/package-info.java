/**
 * Training: what a step minimises is a {@link io.github.robustj.training.TrainingMethod}, the loop
 * over epochs and steps is the {@link io.github.robustj.training.Trainer}, and a {@link
 * io.github.robustj.training.Checkpoint} lets it continue after a crash as if nothing had happened.
 *
 * <p>Where methods were stated for the classification of whole images, they are taken pixel by
 * pixel and averaged: divergences are of the class probabilities of a pixel, and their weights
 * (TRADES' beta, MART's lambda) are not divided by the numbers of classes or samples. Supervision
 * is the training loss with soft Dice and deep supervision, in MART only its own cross-entropy.
 * Attacks start at random places of the whole ball, TRADES' too, where its authors draw a hundredth
 * of it.
 */
package io.github.robustj.training;
