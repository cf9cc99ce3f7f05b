package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Outputs;
import io.github.robustj.job.Job;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.option.Keys;
import io.github.robustj.packaging.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** {@code robustj bench}: what RobustJ costs beside the network's own arithmetic, as JSON. */
final class BenchVerb {

  static final Verb VERB =
      new Verb(
          "bench",
          "Measure what RobustJ adds to the network's own arithmetic, and its memory.",
          Keys.join(OptionTable.BENCH, OptionTable.WRITE, OptionTable.COMPUTE),
          BenchVerb::run);

  private static final int ROUNDS = 30;
  private static final int GROWTH_STEPS = 500;

  private BenchVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Path out = call.options().get(OptionTable.OUT);
    if (!out.toString().endsWith(".json"))
      throw new RobustJException(
          "The option out is " + out + " but must name a file that ends in .json; add the ending.");
    Outputs outputs = OutputRules.of(call.options(), "bench");
    outputs.require(out);
    if (call.options().get(OptionTable.GROWTH)) growth(session, out, outputs);
    else steps(session, out, outputs);
  }

  private static void growth(Verb.Session session, Path out, Outputs outputs) {
    Job<GrowthTable> job = (backend, listener) -> new GrowthBenchmark(backend, listener).run();
    GrowthTable table = session.engine().run(job, session.listener());
    outputs.write(out, file -> Json.write(file, table.all()));
    session.out().println("device: " + table.device());
    table.lines().forEach(session.out()::println);
  }

  private static void steps(Verb.Session session, Path out, Outputs outputs) {
    Job<Measured> job =
        (backend, listener) ->
            new Measured(
                backend.device(), new Benchmark(backend, listener, ROUNDS, GROWTH_STEPS).run());
    Measured measured = session.engine().run(job, session.listener());
    outputs.write(out, file -> Json.write(file, measured.all()));
    session.out().println("device: " + measured.device());
    measured
        .values()
        .forEach(
            (name, value) ->
                session.out().println(String.format(Locale.ROOT, "%-34s %10.3f", name, value)));
  }

  /**
   * @param device in words
   */
  record Measured(String device, Map<String, Double> values) {
    Map<String, Object> all() {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("device", device);
      all.putAll(values);
      return all;
    }
  }
}
