/**
 * How objects are shown: boxes, counts, average precisions.
 *
 * <p>A detection is kept with its image as a property, down to a low score and with the truth it
 * was compared with: thresholds move without the model, also in a saved TIFF, and nothing but the
 * overlay and the table follows from them.
 */
package io.github.robustj.display.detection;
