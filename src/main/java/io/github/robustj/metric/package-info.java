/**
 * How well a prediction agrees with an expert: pure functions on class indices, distances and
 * boxes, without knowledge of networks or files.
 */
package io.github.robustj.metric;
