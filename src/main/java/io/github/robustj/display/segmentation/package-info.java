/** How segmentations are shown: contours, label images, areas and Dice. */
package io.github.robustj.display.segmentation;
