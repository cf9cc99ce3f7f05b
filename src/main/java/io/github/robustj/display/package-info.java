/**
 * What Fiji shows of a job's result: contours, label images, tables, plots and pictures, as ImageJ
 * 1 objects. Nothing here opens a window, except {@link io.github.robustj.display.LiveTraining}
 * where there is a screen; all of it works headless, so there is no ROI Manager.
 */
package io.github.robustj.display;
