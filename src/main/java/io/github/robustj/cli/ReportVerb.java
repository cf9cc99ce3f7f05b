package io.github.robustj.cli;

import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import io.github.robustj.report.FinishedResults;

/** {@code robustj report}: one report of results that evaluations have written. */
final class ReportVerb {

  static final Verb VERB =
      new Verb(
          "report",
          "Make one report of finished evaluations that can be compared.",
          Keys.join(OptionTable.REPORT, OptionTable.WRITE),
          ReportVerb::run);

  private ReportVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    FinishedResults results = FinishedResults.of(call.options());
    results.write(session.listener());
    session.out().println("The report is " + results.out());
  }
}
