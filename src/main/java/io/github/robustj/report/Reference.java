package io.github.robustj.report;

import io.github.robustj.extension.Citation;

/**
 * A work in the list of a report.
 *
 * @param number by which the text calls it, from 1
 */
public record Reference(int number, Citation work) {}
