/**
 * Annotated images and what a network gets of them: normalised case by case, cut into slices and
 * patches, augmented, split by patient.
 *
 * <p>An attacked image carries the normalisation of its clean one ({@link
 * io.github.robustj.data.CleanScaling}), in files too; its own percentiles would be others, and a
 * network would see another image than the attack made. In it a changed pixel has the intensity
 * that is normalised to what the attack made of it, also where the clean one was clipped. Networks
 * that see images smaller get the smallest change of the image's own pixels that averages to the
 * attack ({@link io.github.robustj.data.Unscaling}).
 */
package io.github.robustj.data;
