/**
 * How much of a model's score is left when its input is perturbed on purpose, and how large such a
 * perturbation is.
 */
package io.github.robustj.evaluation;
