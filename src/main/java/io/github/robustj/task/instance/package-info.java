/**
 * Outlines of objects as dense prediction, in the form of StarDist (Schmidt et al. 2018): how
 * likely each place is the middle of an object, and how far it is from there to the object's border
 * along rays at even angles. One outline is kept for each object, the surest of those that overlap.
 *
 * <p>The targets are label images, a number for each object: what a loss needs cell by cell is made
 * of them in Java when they are fed. A place is a pixel, or every second or fourth one, as the
 * network has it.
 *
 * <p>Objects are what detection has, with an outline each, so that matching, F1 and average
 * precision are the same, by the IoU of outlines. Scores are stretched as there: the network's own
 * threshold is one half.
 */
package io.github.robustj.task.instance;
