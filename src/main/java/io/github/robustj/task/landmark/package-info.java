/**
 * Named points as dense prediction: heat maps and offsets, decoding, radial errors, and what
 * attacks on them are after.
 */
package io.github.robustj.task.landmark;
