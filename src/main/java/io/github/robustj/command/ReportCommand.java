package io.github.robustj.command;

import static io.github.robustj.command.Field.Widget.OPEN_FILE;
import static io.github.robustj.command.Field.Widget.SAVE_FILE;

import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Options;
import io.github.robustj.report.FinishedResults;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Makes one report of evaluations that were done before, and shows it in the browser. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Make Report...",
    headless = true,
    description =
        "Makes one report of the results of earlier evaluations on the same cases, with models side"
            + " by side, as a page for the browser and a table for LaTeX.")
public final class ReportCommand extends JobCommand {

  private static final List<Page> PAGES =
      List.of(
          Page.of(
              "Results and report",
              Field.of(OPEN_FILE, OptionTable.RESULTS),
              Field.value(OptionTable.FURTHER_RESULTS),
              Field.of(SAVE_FILE, OptionTable.OUT_REPORT.label("Report to write (.html)")),
              Field.value(OptionTable.OVERWRITE)));

  @Override
  public List<Page> pages() {
    return PAGES;
  }

  @Override
  protected void execute(Options options) {
    FinishedResults results = FinishedResults.of(options);
    results.write(progress());
    progress().log("The report is " + results.out());
    if (interactive()) Documentation.open(results.out());
  }
}
