/**
 * RobustJ trains, attacks and evaluates networks for medical images. {@link
 * io.github.robustj.RobustJ} is what scripts call; the packages are rooms of one house, each
 * importing only those before it in the table of ARCHITECTURE.
 */
package io.github.robustj;
