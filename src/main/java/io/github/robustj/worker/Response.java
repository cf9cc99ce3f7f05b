package io.github.robustj.worker;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.JobListener.EpochReport;

/**
 * What the worker tells Fiji, a line of JSON.
 *
 * @param task of the request
 * @param message of a progress, a log line, or the sentence of a FAILURE; else empty
 * @param current share of the work that is done, 0 to 1; NaN in all but a PREPARATION and an UPDATE
 *     of progress
 * @param outputs result of a COMPLETION, report of an UPDATE after an epoch, or a call or an answer
 *     to one; else null
 */
record Response(
    String task, Kind responseType, String message, double current, JsonElement outputs) {

  enum Kind {
    LAUNCH,
    /** The answer to CANCEL and ASK, at once and whatever the job does. */
    ALIVE,
    PREPARATION,
    UPDATE,
    /** See {@link Calls}. */
    CALL,
    COMPLETION,
    CANCELATION,
    FAILURE
  }

  /** LAUNCH, ALIVE or CANCELATION. */
  static Response plain(String task, Kind kind) {
    return new Response(task, kind, "", Double.NaN, JsonNull.INSTANCE);
  }

  static Response told(String task, Kind kind, String message, double current) {
    return new Response(task, kind, message, current, JsonNull.INSTANCE);
  }

  static Response with(String task, Kind kind, JsonElement outputs) {
    return new Response(task, kind, "", Double.NaN, outputs);
  }

  /** Passes a PREPARATION or an UPDATE on. */
  void tell(JobListener listener, Codec codec) {
    if (responseType == Kind.PREPARATION) listener.preparing(current, message);
    else if (!outputs.isJsonNull()) listener.epoch(codec.value(outputs, EpochReport.class));
    else if (Double.isNaN(current)) listener.log(message);
    else listener.progress(current, message);
  }
}
