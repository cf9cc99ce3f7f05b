/**
 * Named points as dense prediction: heat maps and offsets, decoding, radial errors, and what
 * attacks on them are after.
 *
 * <p>The targets are a row per landmark (present, y, x, radius, pixel size, where the slice ends in
 * a patch), not maps: the loss draws the maps in its graph, points follow the augmentation exactly,
 * and distances come out in mm without a side channel.
 *
 * <p>A network sees the whole image at one resolution; jobs give points back in the image's own
 * pixels.
 */
package io.github.robustj.task.landmark;
