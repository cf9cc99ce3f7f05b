package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.Check.Outcome;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.testing.Discs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks of TensorFlow that are built to fool an evaluation, as folders that a user brings. The
 * table of networks and checks is written to {@code target/zoo-folders.md}.
 */
class FoolingFoldersTest {

  /** Rightly flagged as few patients, which is left out here. */
  private static final int CASES = 2;

  private static final List<Key<?>> TABLE =
      Keys.join(
          OptionTable.ATTACK,
          OptionTable.EVALUATE,
          OptionTable.EVALUATE_LANDMARKS,
          OptionTable.EVALUATE_DETECTION,
          List.of(OptionTable.SPLIT));

  @TempDir Path folder;

  @Test
  void areFlaggedAndTheHonestOneIsNot() throws Exception {
    Path data = folder.resolve("data");
    Discs.write(data, CASES);
    List<String> lines = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (FoolingNetwork network : FoolingNetwork.values()) {
      Path model = network.write(folder.resolve(network.name()));
      Evaluation evaluation = Engine.inProcess().run(job(model, data), JobListener.SILENT);
      List<String> flags =
          evaluation.checks().stream()
              .filter(check -> check.outcome() == Outcome.FLAG)
              .map(Check::name)
              .filter(name -> !name.equals("enough patients"))
              .toList();
      lines.add("| %s | %s |".formatted(network.words(), String.join(", ", flags)));
      if (flags.isEmpty() != (network == FoolingNetwork.HONEST)) wrong.add(network + " " + flags);
    }
    Files.write(Path.of("target", "zoo-folders.md"), lines);
    assertEquals(List.of(), wrong);
  }

  private static EvaluateJob job(Path model, Path data) {
    return EvaluateJob.from(
        model,
        data,
        Options.of(
            Map.of("attack", "pgd", "steps", 20, "epsilons", "0,4", "checks", "all"), TABLE));
  }
}
