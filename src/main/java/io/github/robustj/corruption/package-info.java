/**
 * What worse scanners, microscopes and probes make of images, in five severities, and how noisy an
 * image is.
 *
 * <p>A corruption changes the intensities of a whole image before anything is normalised, so that
 * all that follows sees it as it would see an image of a worse device. Sizes of pixels and what is
 * annotated stay valid. Strengths are shares of the channel's robust range (percentiles .5 to 99.5)
 * or pixels of the image, so that they mean the same whatever the file's type. The five strengths
 * of each are RobustJ's own choice, from just visible to hardly usable; formulas have their source
 * beside them. No result is cut at the top: what a normalisation clips, it clips afterwards.
 *
 * <p>Corruptions of k-space work slice by slice (a two-dimensional acquisition, phase-encoded along
 * y) on the signal above 0, or above the least value where an image has negative ones, and give
 * magnitudes. Blur, defocus, JPEG and downsampling work slice by slice, too; the bias field is
 * smooth in three dimensions. The three equal channels of a grey image stay equal.
 */
package io.github.robustj.corruption;
