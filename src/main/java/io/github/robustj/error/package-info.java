/** Failures as sentences: the one exception whose message is meant for the user. */
package io.github.robustj.error;
