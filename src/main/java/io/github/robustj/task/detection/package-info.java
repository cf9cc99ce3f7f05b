/**
 * Boxes of objects as dense prediction: cells, decoding, F1 and average precision, and what attacks
 * on them are after.
 */
package io.github.robustj.task.detection;
