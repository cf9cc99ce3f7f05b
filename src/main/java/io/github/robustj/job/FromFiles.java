package io.github.robustj.job;

/** What a job has found in an image that it has read itself. */
public interface FromFiles {

  /** Of the image's own files when they were read, as {@link FileSums}. */
  String sha256();
}
