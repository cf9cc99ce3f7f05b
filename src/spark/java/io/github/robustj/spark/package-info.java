/**
 * A cluster as an engine: jobs as tasks of Apache Spark, in this process ({@code local[4]}) or on
 * the machines of a cluster. It is compiled from a source root of its own into a jar of its own, so
 * that neither Fiji nor a first build needs anything of Spark.
 *
 * <p>Every job is a Spark job of one task. So one that fails fails alone, each is told of when it
 * ends, and of an executor that dies exactly its running jobs are run again: such a job is run
 * alone in its process then, and if that dies, too, the job is given up.
 */
package io.github.robustj.spark;
