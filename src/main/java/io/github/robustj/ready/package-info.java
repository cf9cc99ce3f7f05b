/**
 * Models that RobustJ brings along, so that somebody without data can begin: two of each task, one
 * trained with adaptive margins ({@code robust}) and one as usual ({@code standard}).
 *
 * <p>They are called by name wherever a model is asked for. A folder of that name goes before, as
 * the path of a model always meant a folder: who has trained into {@code hippocampus-robust} gets
 * what she has trained.
 *
 * <p>TensorFlow reads files, not jars, so a model is unpacked when it is first used, into a folder
 * that has its content's digest in its path: another version of RobustJ with another model of the
 * same name uses another one, and a copy in use is never replaced by something else.
 */
package io.github.robustj.ready;
