/**
 * Questions to an image as dense prediction: how an expert's answer becomes the network's targets,
 * how logits become an answer again, and how good that answer is.
 *
 * <p>An error is a score that is better the lower it is ({@code Task.higherIsBetter}); qualities,
 * which margins compare, are always better the higher they are, so losses and errors enter them
 * with a minus sign. A quality may have several parts, each with a threshold of its own.
 *
 * <p>A target of an attack is what the model sees in the clean image with a change ({@code Aimed}),
 * not the truth with a change: an attack that were led to the truth elsewhere would repair the
 * model. Changes and held things are weighted apart; slices without a change stay clean.
 */
package io.github.robustj.task;
