/**
 * What a network can do and how one is asked for. Everything is per sample: losses and gradients
 * are never averaged over a batch here. Instance normalisation and no dropout, so there is no
 * train/eval switch and an attack sees exactly the function that is trained.
 *
 * <p>An objective that is a pure function of the outputs comes with its derivative by them; the
 * model multiplies that with its Jacobian ({@code pullback}), which costs a forward pass more than
 * the training loss, whose gradient is in the graph.
 *
 * <p>Short memory halves batches, then the tiles of predictions; the loss of an attack keeps its
 * tiles, because losses of other tiles cannot be compared.
 */
package io.github.robustj.model;
