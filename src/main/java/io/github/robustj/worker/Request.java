package io.github.robustj.worker;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import io.github.robustj.job.Job;

/**
 * What Fiji asks of the worker, a line of JSON.
 *
 * @param task what every answer names, too
 * @param job name of the job's class; empty for others than EXECUTE
 * @param inputs the job's record; null for others than EXECUTE
 */
record Request(String task, Kind requestType, String job, JsonElement inputs) {

  enum Kind {
    EXECUTE,
    CANCEL,
    /** Whether the worker is there. */
    ASK
  }

  static Request execute(String task, Job<?> job, Codec codec) {
    Class<?> type = job.getClass();
    return new Request(task, Kind.EXECUTE, type.getName(), codec.tree(job, type));
  }

  static Request cancel(String task) {
    return new Request(task, Kind.CANCEL, "", JsonNull.INSTANCE);
  }

  static Request ask(String task) {
    return new Request(task, Kind.ASK, "", JsonNull.INSTANCE);
  }

  /** The job of an EXECUTE. */
  Job<?> job(Codec codec) throws ClassNotFoundException {
    return codec.value(inputs, Class.forName(job).asSubclass(Job.class));
  }
}
