package io.github.robustj.data;

/**
 * One class of a segmentation.
 *
 * @param value the pixel value in label images; 0 is the background
 * @param name shown in overlays and tables
 */
public record LabelClass(int value, String name) {}
