package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.robustj.error.RobustJException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/** The commands as scripts of the SciJava ecosystem call them. */
class CommandServiceTest extends FakeEngineContext {

  private static CommandService commands;

  @TempDir Path folder;

  @BeforeAll
  static void findCommands() {
    commands = context.service(CommandService.class);
  }

  /** Nonsense fails, but in the future. */
  @Test
  void everyCommandHasAFuture() {
    for (PluginInfo<Command> info :
        context.service(PluginService.class).getPluginsOfType(Command.class))
      if (info instanceof JobInfo command)
        assertNotNull(commands.run(command, true, "no", "option"), info + "");
  }

  @Test
  void outputsCanBeRead() throws Exception {
    ImagePlus image = IJ.createImage("mine", "8-bit black", 8, 8, 1);
    CommandModule done =
        commands.run(PredictCommand.class, true, "image", image, "model", new File("/m")).get();
    assertSame(image, done.getOutput("outlined"));
    assertEquals("mine-labels", ((ImagePlus) done.getOutput("labels")).getTitle());
    assertEquals(512L, done.getInput("tile"), "left out");
    CommandModule attacked =
        commands.run(AttackCommand.class, true, "image", image, "model", "/m").get();
    assertEquals("mine-adversarial", ((ImagePlus) attacked.getOutput("adversarial")).getTitle());
    assertEquals(
        "/o",
        commands.run(TrainCommand.class, true, "data", "/d", "out", "/o").get().getOutput("model"));
    CommandModule measured =
        commands
            .run(
                EvaluateCommand.class.getName(),
                true,
                Map.of(
                    "model",
                    Path.of("/m"),
                    "data",
                    Path.of("/d"),
                    "epsilons",
                    List.of(0, 1.5),
                    "out",
                    folder.resolve("curve.json")))
            .get();
    assertEquals(
        "Robustness of m", ((ImagePlus) measured.getOutput("plot")).getTitle().split("\\.")[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "out, /o, epochs, abc, 'The option epochs is \"abc\" but must be a whole number'",
    "out, /o, batch, 0, 'The option batch is \"0\" but must be a whole number'",
    "out, /o, norm, l3, 'The option norm is \"l3\" but must be one of l1, l2, linf'",
    "out, /o, resume, maybe, 'The option resume is \"maybe\" but must be true or false'",
    "out, /o, epocs, 3, 'There is no option \"epocs\"; the closest one is epochs.'",
    "epochs, 3, batch, 4, 'The option out is missing: give the path of a file or folder.'",
  })
  void whatIsWrongIsTheFuturesException(
      String key, String value, String other, String otherValue, String sentence) {
    var future =
        commands.run(TrainCommand.class, true, "data", "/d", key, value, other, otherValue);
    Throwable failure = assertThrows(ExecutionException.class, future::get);
    while (failure.getCause() != null) failure = failure.getCause();
    assertInstanceOf(RobustJException.class, failure);
    assertTrue(failure.getMessage().startsWith(sentence), failure.getMessage());
  }

  @Test
  void anImageIsAnImageOrATitle() {
    WindowManager.setTempCurrentImage(null);
    for (Object wrong : List.of("no such", 7)) {
      var future = commands.run(PredictCommand.class, true, "image", wrong, "model", "/m");
      Throwable failure = assertThrows(ExecutionException.class, future::get);
      while (failure.getCause() != null) failure = failure.getCause();
      assertTrue(failure.getMessage().startsWith("The option image is "), failure.getMessage());
    }
  }
}
