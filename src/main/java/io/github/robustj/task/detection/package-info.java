/**
 * Boxes of objects as dense prediction: cells, decoding, F1 and average precision, and what attacks
 * on them are after.
 *
 * <p>The targets are rows. What a loss needs cell by cell is made of them in Java when they are
 * fed, next to nothing beside the network; an objective of an attack (location, classification,
 * objectness) is a bit in the rows that leaves the other parts out, which costs one pass through
 * the network like the training loss.
 *
 * <p>A class that nobody has annotated in an image is a crowd over all of it: the maps and the
 * metrics leave crowds out anyway. So are the places of a training patch that lie beyond its slice.
 *
 * <p>Objects keep their size: all images are scaled by one factor, the one that brings a training
 * image of the median size to {@code resolution}, so that a slide of the same microscope is cut
 * into tiles at the scale the network knows.
 *
 * <p>What a network says of tiles is put side by side cell by cell ({@code CellTiles}) and read as
 * one, in predictions (row by row, {@code BoxRows}), attacks, evaluations and the choice of
 * thresholds alike, so that all of them judge by the same outputs; the loss of these and its
 * gradient are in closed form ({@code DetectionSlope}).
 *
 * <p>Scores are stretched so that the threshold of each class, chosen where F1 is best on the
 * validation cases, is one half. A training chooses its epoch by average precision, looked at some
 * twenty times.
 */
package io.github.robustj.task.detection;
