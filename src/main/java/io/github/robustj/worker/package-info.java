/**
 * Runs jobs in a JVM of their own, so that Fiji needs no class of the deep-learning library and
 * outlives whatever happens to it.
 *
 * <p>The two processes talk in JSON lines over standard input and output, with the message
 * vocabulary of Appose (EXECUTE, CANCEL, ASK; LAUNCH, ALIVE, PREPARATION, UPDATE, COMPLETION,
 * CANCELATION, FAILURE); pixels go through files. The worker ends when its standard input does, so
 * it never outlives its Fiji. To the machines of a cluster jobs and results travel as bytes, pixels
 * included ({@code JobBytes}).
 */
package io.github.robustj.worker;
