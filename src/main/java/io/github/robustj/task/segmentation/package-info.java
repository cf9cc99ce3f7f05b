/** Label maps as dense prediction: targets, decoding, Dice, and what attacks on them are after. */
package io.github.robustj.task.segmentation;
