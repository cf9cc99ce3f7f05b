package io.github.robustj.job;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.job.AttackResult.SliceSize;
import io.github.robustj.task.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An attacked image and what it did to the landmarks in it.
 *
 * @param adversarial in the input's intensities and pixels; in those that the network sees where
 *     the input's cannot hold the attack
 * @param perturbation what the attack adds to what the network sees, in the same pixels
 * @param truth what the attack was told to move away from, in the input's pixels
 * @param truthGiven false if there was no truth and the model's own prediction stood in
 * @param clean landmarks found in the clean image, in the input's pixels
 * @param attacked landmarks found in the adversarial image, in the input's pixels
 * @param slices size of the perturbation, per slice
 * @param universal the one perturbation for all slices that a universal attack has found, in
 *     normalised intensities
 * @param reach how many of the landmarks that a target is to move are nearer to it than half the
 *     way
 */
public record LandmarkAttackResult(
    Image adversarial,
    Image perturbation,
    Landmarks truth,
    boolean truthGiven,
    LandmarkPrediction clean,
    LandmarkPrediction attacked,
    List<SliceSize> slices,
    Optional<Image> universal,
    Reach reach) {

  /**
   * The distance from the truth before and after, of every landmark that the truth has, slice after
   * slice.
   */
  public List<ClassChange> changes() {
    List<ClassChange> changes = new ArrayList<>();
    for (int z = 0; z < truth.slices().size(); z++) {
      Map<String, Landmark> before = clean.landmarks().slices().get(z);
      Map<String, Landmark> after = attacked.landmarks().slices().get(z);
      truth
          .slices()
          .get(z)
          .forEach(
              (name, place) ->
                  changes.add(
                      new ClassChange(
                          name,
                          place.distance(before.get(name), truth.calibration()),
                          place.distance(after.get(name), truth.calibration()))));
    }
    return changes;
  }
}
