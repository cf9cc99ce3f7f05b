/**
 * Searches for the image in a small ball around a clean one on which a model does worst. Nothing
 * here knows a network: an attack sees an {@link io.github.robustj.attack.Objective} and a {@link
 * io.github.robustj.attack.PerturbationBall}, which holds all the geometry.
 *
 * <p>What an attack climbs, what tells it progress and what decides which image it returns are
 * three things of the objective: a masked loss can be climbed but not compared between images, and
 * the harm that counts is the score. The tolerance of minimal perturbations is a score; what harm
 * that is, {@code Objective.harmOf} says, since a Dice is broken below it and an error above.
 *
 * <p>Attacks for evaluation keep the worst iterate seen, the clean image included; attacks inside
 * training return the last, as the papers do.
 *
 * <p>A perturbed pixel stays in the range that its own image spans between the two percentiles of
 * its normalisation. A clean pixel outside that range (there is none after clipping) would be left
 * alone.
 *
 * <p>A universal perturbation is found, and kept in files, in normalised intensities, before it is
 * cut to each image's ball and range; on images of another size middle lies on middle.
 */
package io.github.robustj.attack;
