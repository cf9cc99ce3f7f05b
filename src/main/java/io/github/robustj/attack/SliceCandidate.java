package io.github.robustj.attack;

/**
 * An image of a slice that an attack has seen on its way, of which the images of all slices
 * together may be chosen, see {@link VolumeAttack}.
 *
 * @param image its values, row-major {@code [y, x, channel]}, normalised; null for the one that the
 *     attack has given
 * @param share what it gives to the score of the case
 */
public record SliceCandidate(float[] image, RatioShare share) {}
