/**
 * Questions to an image as dense prediction: how an expert's answer becomes the network's targets,
 * how logits become an answer again, and how good that answer is.
 */
package io.github.robustj.task;
