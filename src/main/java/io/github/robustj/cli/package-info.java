/**
 * The command line for pipelines and clusters: {@code robustj VERB}. Results go to files and, in
 * brief, to standard output; progress and errors to standard error. Options, their defaults and
 * their help come from {@link io.github.robustj.job.OptionTable}.
 *
 * <p>How a verb is divided says its {@code Division}: names of parts, the job of each, and what is
 * kept of it. {@code DividedRun} does a share of them, all of them on a cluster, or joins them.
 */
package io.github.robustj.cli;
