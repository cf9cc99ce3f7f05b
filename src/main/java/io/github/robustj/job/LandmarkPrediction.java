package io.github.robustj.job;

import io.github.robustj.data.Annotation.Landmarks;

/**
 * Where a landmark model sees its points in an image.
 *
 * @param image the name of the image
 * @param landmarks all points of every slice, in the image's own pixels and with its pixel size,
 *     each with the share of votes for it as its confidence
 */
public record LandmarkPrediction(String image, Landmarks landmarks) {}
