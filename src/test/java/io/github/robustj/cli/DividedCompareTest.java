package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Computed;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PartOfWork;
import io.github.robustj.testing.Discs;
import io.github.robustj.worker.JobBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison in parts, each a training with its measurements. */
@Tag("slow")
class DividedCompareTest {

  @TempDir static Path folder;

  @BeforeAll
  static void write() {
    Discs.write(folder.resolve("discs"), 2);
  }

  /** Of a method with two seeds, on three shares, one of which does no more than another. */
  @Test
  void sharesGiveTheSame() throws IOException {
    done(new Trainings(), line("whole"));
    Trainings shares = new Trainings();
    for (String shard : List.of("3/3", "1/3", "2/3", "1/1"))
      done(shares, line("parts", "--shard", shard));
    assertEquals(2, shares.trained.size(), shares.trained.toString());
    Trainings merging = new Trainings();
    done(merging, "merge", "--out", folder.resolve("parts").toString());
    assertEquals(List.of(), merging.trained);
    Map<String, String> found = files("parts");
    assertTrue(found.remove("parts/run.json").contains("\"joined\": true"));
    DividedFiles.assertSame(files("whole"), found);
  }

  private static Map<String, String> files(String name) throws IOException {
    return DividedFiles.timeless(folder.resolve(name));
  }

  private static String[] line(String out, String... more) {
    Stream<String> given =
        Stream.of(
            "compare --methods standard --seeds 4,5 --epochs 1 --validation 0 --width 2 --depth 2 --attack-steps 3 --square-queries 2"
                .split(" "));
    String discs = folder.resolve("discs").toString();
    Stream<String> files =
        Stream.of("--data", discs, "--test", discs, "--out", folder.resolve(out).toString());
    return Stream.of(given, files, Stream.of(more)).flatMap(s -> s).toArray(String[]::new);
  }

  private static void done(Engine engine, String... line) {
    CommandLineCall call = CommandLineCall.with(engine, line);
    assertEquals(Program.DONE, call.exitCode(), call.err());
  }

  /** Parts go through bytes, as they do to other machines. */
  private static final class Trainings implements Engine {

    private final List<String> trained = new ArrayList<>();

    @Override
    @SuppressWarnings("unchecked")
    public <R> R run(Job<R> job, JobListener listener) {
      if (job instanceof Computed<R> computed) return run(computed.job(), listener);
      Job<R> sent =
          job instanceof ComparedPartJob ? (Job<R>) JobBytes.job(JobBytes.ofJob(job)) : job;
      return sent.run(JavaTrainings.backend(), new Watching(listener, trained));
    }

    /** Notes which trainings begin. */
    private record Watching(JobListener whole, List<String> trained) implements PartOfWork {

      @Override
      public void progress(double fraction, String message) {
        whole.progress(fraction, message);
      }

      @Override
      public void preparing(double fraction, String message) {
        whole.preparing(fraction, message);
      }

      @Override
      public void log(String line) {
        if (line.matches("training \\w+-\\d")) trained.add(line);
      }
    }
  }
}
