/**
 * The command line for pipelines and clusters: {@code robustj train|predict|attack|evaluate|macro}.
 * Results go to files and, in brief, to standard output; progress and errors to standard error.
 * Options, their defaults and their help come from {@link io.github.robustj.job.OptionTable}.
 */
package io.github.robustj.cli;
