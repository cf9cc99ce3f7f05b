/**
 * What Fiji shows of a job's result: contours, label images, tables, plots and pictures, as ImageJ
 * 1 objects. Nothing here opens a window, except {@link io.github.robustj.display.LiveTraining}
 * where there is a screen; all of it works headless, so there is no ROI Manager.
 *
 * <p>A detection is kept with its image as a property, down to a low score and with the truth it
 * was compared with: thresholds move without the model, also in a saved TIFF, and nothing but the
 * overlay and the table follows from them.
 */
package io.github.robustj.display;
