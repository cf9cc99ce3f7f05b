/**
 * Arrays with a shape: the only type that crosses the border between the algorithms and a network.
 */
package io.github.robustj.tensor;
