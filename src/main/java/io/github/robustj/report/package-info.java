/**
 * The report of an evaluation: one HTML file that needs nothing else, and the same numbers as a
 * LaTeX table.
 *
 * <p>A part of the report ({@code CurvePart}, {@code ChecksPart}, ...) turns evaluations into a
 * {@link io.github.robustj.report.Section} of words and numbers that are ready to be read, or into
 * nothing where the evaluations do not have it. Templates only lay sections out, and escape every
 * value: HTML by FreeMarker's own output format, LaTeX by {@link
 * io.github.robustj.report.LatexFormat}.
 */
package io.github.robustj.report;
