/**
 * What measured numbers are worth: intervals, tests of differences, and how many digits to print.
 * Pure functions, without knowledge of models or files.
 *
 * <p>Cases of one patient are no independent witnesses, so patients are what is resampled and
 * counted: a test over single slices or images of few patients would promise far too much.
 */
package io.github.robustj.statistics;
