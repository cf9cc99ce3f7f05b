/**
 * The four pieces of work a user asks for, train, predict, attack and evaluate, as records in and
 * records out, and the options that set them. A job knows nothing of where it runs or who shows its
 * result.
 *
 * <p>All that is reported of an attack is measured on the image as it is written, seen again
 * ({@code SeenImage}), so that a prediction of the file says the same.
 *
 * <p>Work that is divided is many jobs of paths and options, which {@link
 * io.github.robustj.job.Engine#runAll} runs: one case of an evaluation ({@code EvaluateCaseJob}),
 * one image of a folder ({@code PredictFileJob}, {@code AttackFileJob}), some slices of a volume
 * ({@code PredictSlicesJob}, {@code AttackSlicesJob}), one block of an image beyond memory ({@code
 * BlockJob}). What they have found, the undivided work finds finished.
 */
package io.github.robustj.job;
