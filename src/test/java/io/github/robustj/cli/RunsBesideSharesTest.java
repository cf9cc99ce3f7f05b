package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.testing.JavaNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A share whose parts another run ends, or begins anew, while the share does one of them. */
class RunsBesideSharesTest {

  private static final int IMAGES = 4;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    DividedData.write(folder, IMAGES);
  }

  /** Lets others run in the middle of its second job. */
  private final class Meanwhile implements Engine {

    private final Engine engine = new JavaNetworks();
    private final Runnable others;
    private int jobs;

    Meanwhile(Runnable others) {
      this.others = others;
    }

    @Override
    public <R> R run(Job<R> job, JobListener listener) {
      if (++jobs == 2) others.run();
      return engine.run(job, listener);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "predict | --resume | joined by another run",
        "attack | --resume | joined by another run",
        "predict | --resume --overwrite | joined by another run",
        "predict | --resume --overwrite --tile 64 | joined by another run",
        "predict | --shard 1/1 --overwrite --tile 64 | of another command now",
        "attack | --shard 1/1 --overwrite --steps 1 | of another command now"
      })
  void theShareEndsAndLeavesNothing(String verb, String other, String said) throws IOException {
    String[] options = other.split(" ");
    CommandLineCall share =
        call(
            new Meanwhile(() -> done(call(new JavaNetworks(), verb, "out", options))),
            verb,
            "out",
            "--shard",
            "1/2");
    assertEquals(Program.FAILED, share.exitCode());
    assertTrue(share.err().contains(said), share.err());
    if (other.contains("--shard")) done(merge());
    Map<String, String> found = files("out");
    found.remove("parts/run.json");
    List<String> whole = new ArrayList<>(List.of(options));
    if (whole.remove("--shard")) whole.remove("1/1");
    done(call(new JavaNetworks(), verb, "whole", whole.toArray(String[]::new)));
    DividedFiles.assertSame(files("whole"), found);
  }

  /** Whoever comes later for a share hears that all is done. */
  @Test
  void aShareThatComesLaterHasNothingToDo() throws IOException {
    done(call(new JavaNetworks(), "predict", "out", "--shard", "1/2"));
    done(call(new JavaNetworks(), "predict", "out", "--resume"));
    assertEquals(List.of("parts/run.json"), parts());
    for (CommandLineCall late :
        List.of(call(new JavaNetworks(), "predict", "out", "--shard", "2/2"), merge())) {
      assertEquals(Program.FAILED, late.exitCode());
      assertTrue(late.err().contains("merged before, and the results are there"), late.err());
    }
  }

  /** Without shares nothing of it stays, so that the same command may be given again. */
  @Test
  void aRunByItselfLeavesNoRecord() throws IOException {
    for (int i = 0; i < 2; i++) {
      done(call(new JavaNetworks(), "predict", "out", "--resume"));
      assertEquals(List.of(), parts());
    }
    assertFalse(files("out").isEmpty());
  }

  private List<String> parts() throws IOException {
    return files("out").keySet().stream().filter(name -> name.startsWith("parts")).toList();
  }

  private Map<String, String> files(String name) throws IOException {
    return DividedFiles.in(folder.resolve(name));
  }

  private CommandLineCall merge() {
    String out = folder.resolve("out").toString();
    return CommandLineCall.with(new JavaNetworks(), "merge", "--out", out);
  }

  private static void done(CommandLineCall call) {
    assertEquals(Program.DONE, call.exitCode(), call.err());
  }

  private CommandLineCall call(Engine engine, String verb, String out, String... more) {
    List<String> line = new ArrayList<>(List.of(verb));
    line.addAll(List.of("--model", folder.resolve("model-segmentation").toString()));
    line.addAll(List.of("--input", folder.resolve("data-segmentation/images").toString()));
    line.addAll(List.of("--out", folder.resolve(out).toString()));
    if (verb.equals("attack")) {
      line.addAll(List.of("--attack", "pgd"));
      if (!List.of(more).contains("--steps")) line.addAll(List.of("--steps", "2"));
    }
    line.addAll(List.of(more));
    return CommandLineCall.with(engine, line.toArray(String[]::new));
  }
}
