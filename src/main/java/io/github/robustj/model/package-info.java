/**
 * What a network can do and how one is asked for. Everything is per sample: losses and gradients
 * are never averaged over a batch here. Instance normalisation and no dropout, so there is no
 * train/eval switch and an attack sees exactly the function that is trained.
 */
package io.github.robustj.model;
