/**
 * Annotated images and what a network gets of them: normalised case by case, cut into slices and
 * patches, augmented, split by patient.
 */
package io.github.robustj.data;
