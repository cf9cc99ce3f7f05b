package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.Check.Outcome;
import io.github.robustj.evaluation.Evaluation;
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

/** Networks of TensorFlow that are built to fool an evaluation, as folders that a user brings. */
class FoolingFoldersTest {

  @TempDir Path folder;

  @Test
  void areFlaggedAndTheHonestOneIsNot() throws Exception {
    Path data = folder.resolve("data");
    Discs.write(data, 10);
    List<String> lines = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (FoolingNetwork network : FoolingNetwork.values()) {
      long t = System.nanoTime();
      Path model = network.write(folder.resolve(network.name()));
      Options options =
          Options.of(
              Map.of("attack", "pgd", "steps", 30, "epsilons", "0,4", "checks", "all"),
              Keys.join(
                  OptionTable.ATTACK,
                  OptionTable.EVALUATE,
                  List.of(OptionTable.SPLIT),
                  OptionTable.EVALUATE_LANDMARKS,
                  OptionTable.EVALUATE_DETECTION));
      Evaluation evaluation =
          Engine.inProcess().run(EvaluateJob.from(model, data, options), JobListener.SILENT);
      List<String> flags =
          evaluation.checks().stream()
              .filter(check -> check.outcome() == Outcome.FLAG)
              .map(Check::name)
              .toList();
      lines.add("| %s | %s |".formatted(network.name(), String.join(", ", flags)));
      System.out.println(
          lines.get(lines.size() - 1)
              + " "
              + (System.nanoTime() - t) / 1000000
              + " "
              + evaluation.curve().points().stream().map(p -> p.mean()).toList());
      if (System.getProperty("zoo.all") != null) evaluation.checks().forEach(System.out::println);
      if (flags.isEmpty() != (network == FoolingNetwork.HONEST)) wrong.add(network + " " + flags);
    }
    Files.write(Path.of("target", "zoo-folders.md"), lines);
    assertEquals(List.of(), wrong);
  }
}
