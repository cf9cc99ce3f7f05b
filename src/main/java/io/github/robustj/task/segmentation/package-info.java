/**
 * Label maps as dense prediction: targets, decoding, Dice, and what attacks on them are after. An
 * objective of an attack is a pure function of the logits with its derivative by them ({@code
 * SegmentationObjective}), so that it needs no graph of its own.
 */
package io.github.robustj.task.segmentation;
