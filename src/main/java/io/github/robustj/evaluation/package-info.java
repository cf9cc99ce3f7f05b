/**
 * How much of a model's score is left when its input is perturbed on purpose or corrupted, how
 * large such a perturbation is, what no perturbation can change (a certificate), and whether two
 * models differ.
 *
 * <p>A case is scored by what its task says, a detection by F1. Average precision is a property of
 * the data set, so a curve carries what was drawn and found.
 */
package io.github.robustj.evaluation;
