/**
 * The four pieces of work a user asks for, train, predict, attack and evaluate, as records in and
 * records out, and the options that set them. A job knows nothing of where it runs or who shows its
 * result.
 */
package io.github.robustj.job;
