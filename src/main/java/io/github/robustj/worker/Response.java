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

  static Response progress(String task, double fraction, String message) {
    return new Response(task, Kind.UPDATE, message, fraction, JsonNull.INSTANCE);
  }

  static Response preparing(String task, double fraction, String message) {
    return new Response(task, Kind.PREPARATION, message, fraction, JsonNull.INSTANCE);
  }

  static Response log(String task, String line) {
    return new Response(task, Kind.UPDATE, line, Double.NaN, JsonNull.INSTANCE);
  }

  static Response epoch(String task, JsonElement report) {
    return new Response(task, Kind.UPDATE, "", Double.NaN, report);
  }

  static Response completion(String task, JsonElement result) {
    return new Response(task, Kind.COMPLETION, "", Double.NaN, result);
  }

  static Response call(String task, JsonElement message) {
    return new Response(task, Kind.CALL, "", Double.NaN, message);
  }

  static Response failure(String task, String sentence) {
    return new Response(task, Kind.FAILURE, sentence, Double.NaN, JsonNull.INSTANCE);
  }

  /** Passes a PREPARATION or an UPDATE on. */
  void tell(JobListener listener, Codec codec) {
    if (responseType == Kind.PREPARATION) listener.preparing(current, message);
    else if (!outputs.isJsonNull()) listener.epoch(codec.value(outputs, EpochReport.class));
    else if (Double.isNaN(current)) listener.log(message);
    else listener.progress(current, message);
  }
}
