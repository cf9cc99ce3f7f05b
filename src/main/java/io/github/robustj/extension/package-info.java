/**
 * Attacks, objectives and training methods that users bring: from jars, found by {@code
 * META-INF/services} or SciJava's index of plugins, and from scripts.
 */
package io.github.robustj.extension;
