/** Folders of images with named points: tables, ROIs, TPS and cephalometric text. */
package io.github.robustj.data.reader.landmark;
