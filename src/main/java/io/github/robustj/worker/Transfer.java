package io.github.robustj.worker;

import io.github.robustj.job.JobListener;

/**
 * What a transfer of several files has done so far.
 *
 * @param before bytes of the files that are done
 * @param total bytes of all
 */
record Transfer(EngineFile file, long before, long total, JobListener listener) {

  /**
   * @param bytes of this file that are there
   * @throws java.util.concurrent.CancellationException if the user has cancelled
   */
  void tell(long bytes) {
    listener.check();
    listener.progress(
        (double) (before + bytes) / total,
        "%s, %d of %d MiB".formatted(file.name(), bytes >> 20, file.bytes() >> 20));
  }
}
