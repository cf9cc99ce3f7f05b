package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.file.Csv;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.Run;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochTimesTest {

  @TempDir Path folder;

  /** What is left of an epoch that was interrupted would make all epochs look cheaper. */
  @ParameterizedTest
  @CsvSource({"false, 1 2 3", "true, 2 3"})
  void onlyWholeEpochsAreTimed(boolean inside, String timed) throws IOException {
    Outputs outputs = OutputRules.of(new Run("compare", List.of(), ""), OptionTable.TRAIN, false);
    EpochTimes times = new EpochTimes(folder.resolve("times.csv"), outputs);
    JobListener listener = times.watching(JobListener.SILENT, inside);
    listener.preparing(0, "reading");
    listener.epoch(report(0));
    for (int epoch = 1; epoch < 4; epoch++) {
      listener.progress(epoch / 4., "a step");
      listener.epoch(report(epoch));
    }
    List<String> epochs =
        Csv.read(Files.readString(times.file())).stream().skip(1).map(row -> row.get(0)).toList();
    assertEquals(List.of(timed.split(" ")), epochs);
  }

  private static EpochReport report(int epoch) {
    return new EpochReport(epoch, 4, Map.of(), new float[0]);
  }
}
