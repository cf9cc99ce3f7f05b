package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;

/**
 * One picture of a plate.
 *
 * @param caption below the picture; a line break starts a new line
 * @param image shown at its current slice with its own look-up table and display range
 * @param overlay drawn on it, but for ROIs of other slices; may be empty
 */
record Panel(String caption, ImagePlus image, Overlay overlay) {}
