/**
 * RobustJ trains, attacks and evaluates networks that segment medical images. {@link
 * io.github.robustj.RobustJ} is the door for scripts; the packages are rooms of one house, each
 * importing only those before it: error, file, tensor, model, attack, data, metric, task, training,
 * evaluation, packaging, job, tensorflow, display, this one, command, ij1, cli.
 */
package io.github.robustj;
