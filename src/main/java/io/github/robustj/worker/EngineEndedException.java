package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;

/**
 * A worker has ended, or answered no more, while a job ran that is perhaps not the cause: all jobs
 * that it had are lost with it.
 */
public final class EngineEndedException extends RobustJException {

  EngineEndedException(String sentence) {
    super(sentence);
  }
}
