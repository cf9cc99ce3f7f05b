package io.github.robustj.job;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Image;
import io.github.robustj.job.AttackResult.SliceSize;
import io.github.robustj.task.Reach;
import java.util.List;
import java.util.Optional;

/**
 * An attacked image and what it did to the objects seen in it.
 *
 * @param adversarial in the input's intensities and pixels; in those that the network sees where
 *     the input's cannot hold the attack
 * @param perturbation what the attack adds to what the network sees, in the same pixels
 * @param truth what the attack was told to move away from, in the input's pixels
 * @param truthGiven false if there was no truth and the model's own prediction stood in
 * @param clean objects seen in the clean image, in the input's pixels
 * @param attacked objects seen in the adversarial image, in the input's pixels
 * @param slices size of the perturbation, per slice
 * @param universal the perturbation that a universal attack found, in normalised intensities and
 *     with a single slice, before it was cut to the image; empty for other attacks and a given one
 * @param reach how many of the objects that a target is to change have changed
 */
public record DetectionAttackResult(
    Image adversarial,
    Image perturbation,
    Boxes truth,
    boolean truthGiven,
    DetectionPrediction clean,
    DetectionPrediction attacked,
    List<SliceSize> slices,
    Optional<Image> universal,
    Reach reach) {}
