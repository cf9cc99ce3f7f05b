/**
 * A model on disk: a folder with a TensorFlow SavedModel in {@code saved_model/} and, in {@code
 * model.json}, everything needed to use it on a new image and to tell how it came about. Results as
 * JSON are written and read here too.
 */
package io.github.robustj.packaging;
