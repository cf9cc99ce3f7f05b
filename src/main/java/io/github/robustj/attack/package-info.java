/**
 * Searches for the image in a small ball around a clean one on which a model does worst. Nothing
 * here knows a network: an attack sees an {@link io.github.robustj.attack.Objective} and a {@link
 * io.github.robustj.attack.PerturbationBall}, which holds all the geometry.
 */
package io.github.robustj.attack;
