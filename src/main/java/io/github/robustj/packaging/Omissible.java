package io.github.robustj.packaging;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Marks a component of a record that a JSON file need not have: older versions did not write it, it
 * is nothing for the value at hand, or it is not read.
 */
@Retention(RetentionPolicy.RUNTIME)
@interface Omissible {}
