package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.WindowManager;
import io.github.robustj.command.AttackCommand;
import io.github.robustj.command.EvaluateCommand;
import io.github.robustj.command.ExportCommand;
import io.github.robustj.command.ImportCommand;
import io.github.robustj.command.PredictCommand;
import io.github.robustj.command.TrainCommand;
import io.github.robustj.error.RobustJException;
import io.github.robustj.testing.Checkpoints;
import io.github.robustj.worker.Engines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;

/**
 * Whoever calls a command wrongly reads the same sentence: on the command line, in a macro without
 * a screen, and in a script through {@code CommandService}. A macro with a screen is {@code
 * GuiMacrosTest}'s.
 */
class WaysTest {

  private static final Map<String, Class<? extends Command>> COMMANDS =
      Map.of(
          "Train Model...", TrainCommand.class,
          "Predict...", PredictCommand.class,
          "Attack Image...", AttackCommand.class,
          "Evaluate Robustness...", EvaluateCommand.class,
          "Import Model...", ImportCommand.class,
          "Export Model...", ExportCommand.class);

  private static ImageJMacro imageJ;
  private static Context context;

  @TempDir static Path folder;

  @BeforeAll
  static void start() throws Exception {
    imageJ = new ImageJMacro();
    context = new Context();
    context.service(LogService.class).setLevel(LogLevel.NONE);
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(folder.resolve("text.png"), "no image");
    Checkpoints.unfinished(folder.resolve("unfinished"), 3, 20);
    Files.createDirectories(folder.resolve("broken"));
    Files.writeString(folder.resolve("broken/model.json"), "{\"format\": 1");
    copy(Path.of("src/test/resources/earlier/segmentation/model"), folder.resolve("real"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator)
        Files.copy(file, to.resolve(from.relativize(file).toString()));
    }
  }

  @AfterAll
  static void stop() {
    context.dispose();
  }

  /** An image that another test left open would be taken as the input. */
  @BeforeEach
  void noImageIsOpen() {
    WindowManager.setTempCurrentImage(null);
  }

  /** Values with an @ are in the test's own folder. */
  @ParameterizedTest
  @CsvSource({
    "Train Model..., data=@nowhere out=@m",
    "Train Model..., data=@empty out=@m",
    "Train Model..., data=@empty out=@m epochs=abc",
    "Train Model..., data=@empty out=@m epochs=0x1p3",
    "Train Model..., data=@empty out=@m epocs=3",
    "Train Model..., data=@empty out=@m method=magic",
    "Train Model..., data=@empty out=@unfinished",
    "Train Model..., data=@empty out=@m epsilon=-3",
    "Predict..., model=@nowhere input=@text.png",
    "Predict..., model=@broken input=@text.png",
    "Predict..., model=@broken input=@text.png tile=7",
    "Predict..., model=@broken input=@text.png mode=@broken",
    "Attack Image..., model=@nowhere input=@text.png",
    "Attack Image..., model=@broken input=@text.png epsilon=NaN",
    "Attack Image..., model=@broken input=@text.png attack=stare",
    "Evaluate Robustness..., model=@nowhere data=@empty out=@curve.json",
    "Evaluate Robustness..., model=@broken data=@empty out=@curve.json epsilons=1;2",
    "Evaluate Robustness..., model=@broken data=@empty out=@curve.json steps=1.5",
    "Import Model..., source=@nowhere",
    "Import Model..., source=@text.png out=@m",
    "Import Model..., source=@empty out=@m",
    "Import Model..., source=@empty out=@m channels=none",
    "Import Model..., source=@empty out=@m output_values=numbers",
    "Export Model..., model=@nowhere out=@p",
    "Export Model..., model=@broken out=@p",
    "Export Model..., model=@real out=@p",
    "Export Model..., model=@real out=@p authors=Jane",
    "Export Model..., model=@real out=@p authors=Jane license=mine",
    "Export Model..., model=@real out=@p authors=Jane license=MIT",
    "Export Model..., model=@real out=@p authors=Jane license=MIT name=a/b",
    "Export Model..., model=@real out=@p authors=Jane license=MIT input=@nowhere.png",
    "Export Model..., model=@real out=@real/p format=saved_model",
    "Export Model..., model=@real out=@empty format=saved_model robustness=@nowhere.json",
    "Export Model..., model=@real out=@unfinished format=saved_model",
    "Export Model..., model=@real out=@p format=saved_model input=@text.png",
    "Export Model..., model=@real out=@p format=saved_model authors=Jane",
    "Export Model..., model=@real out=@p format=onnx",
  })
  void theSentenceIsTheSameEverywhere(String command, String options) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String option : options.split(" ")) {
      String[] pair = option.split("=", 2);
      String value = pair[1].startsWith("@") ? folder.resolve(pair[1].substring(1)) + "" : pair[1];
      given.put(pair[0], value);
    }
    String script = script(command, given);
    assertTrue(script.endsWith("."), script);
    assertEquals(script, macro(command, given), "in a macro");
    // The command line knows a few options less, and lists those that there are.
    String line = commandLine(command, given).split(" The options are ")[0];
    assertEquals(script.split(" The options are ")[0], line, "on the command line");
  }

  private static String script(String command, Map<String, String> given) {
    Map<String, Object> inputs = new LinkedHashMap<>(given);
    var future = context.service(CommandService.class).run(COMMANDS.get(command), true, inputs);
    Throwable failure = assertThrows(ExecutionException.class, future::get);
    while (!(failure instanceof RobustJException)) failure = failure.getCause();
    return failure.getMessage();
  }

  private static String macro(String command, Map<String, String> given) {
    StringBuilder options = new StringBuilder();
    given.forEach((key, value) -> options.append("%s=[%s] ".formatted(key, value)));
    String code = "run(\"%s\", \"%s\");".formatted(command, options);
    return imageJ.run(Path.of("m.ijm"), code, "").orElse("nothing").split(" in line ")[0];
  }

  private static String commandLine(String command, Map<String, String> given) {
    List<String> line = new ArrayList<>();
    line.add(command.split("[ .]")[0].toLowerCase());
    given.forEach((key, value) -> line.add("--" + key.replace('_', '-') + "=" + value));
    if (List.of("predict", "attack").contains(line.get(0)))
      line.add("--out=" + folder.resolve("o"));
    StringWriter err = new StringWriter();
    PrintWriter print = new PrintWriter(err, true);
    Program.Streams streams = new Program.Streams(print, print, false);
    new Program(Main.verbs(), streams, Engines.standard(), new Cancellation())
        .run(line.toArray(String[]::new));
    return err.toString().lines().filter(l -> !l.startsWith("See ")).reduce((a, b) -> b).get();
  }
}
