/**
 * How much of a model's score is left when its input is perturbed on purpose, and how large such a
 * perturbation is.
 *
 * <p>A case is scored by what its task says, a detection by F1. Average precision is a property of
 * the data set, so a curve carries what was drawn and found.
 */
package io.github.robustj.evaluation;
