/**
 * Training: what a step minimises is a {@link io.github.robustj.training.TrainingMethod}, the loop
 * over epochs and steps is the {@link io.github.robustj.training.Trainer}, and a {@link
 * io.github.robustj.training.Checkpoint} lets it continue after a crash as if nothing had happened.
 */
package io.github.robustj.training;
