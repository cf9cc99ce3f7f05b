package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import io.github.robustj.error.RobustJException;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.module.Module;

/** What macros and headless scripts may give, and what they then get. */
class MacroInputsTest extends FakeEngineContext {

  private static final String FILES = "data=/d out=[/o p] ";

  @Test
  void valuesAreTakenAndTheRestHasTheDocumentedDefaults() throws Throwable {
    Module module =
        MacroCall.run(context, TrainCommand.class, FILES + "epochs=2 norm=linf epsilon=.5");
    assertEquals(new File("/o p"), module.getInput("out"));
    assertEquals(2L, module.getInput("epochs"));
    assertEquals("linf", module.getInput("norm"));
    assertEquals(.5, module.getInput("epsilon"));
    assertEquals(8L, module.getInput("batch"));
    assertEquals(true, module.getInput("augment_flip"));
    assertNull(module.getInput("split"));
    assertEquals(new File("/o p").toString(), module.getOutput("model"));
  }

  @ParameterizedTest
  @CsvSource({
    "resume, true",
    "resume=true, true",
    "resume=1, true",
    "resume=false, false",
    "'', false"
  })
  void flagsMayBeBareOrHaveAValue(String option, boolean expected) throws Throwable {
    Module module = MacroCall.run(context, TrainCommand.class, FILES + option);
    assertEquals(expected, module.getInput("resume"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs=abc | epochs | whole number",
        "batch=0 | batch | from 1",
        "momentum=-1 | momentum | from 0",
        "norm=l3 | norm | one of l1, l2, linf",
        "resume=maybe | resume | true or false",
        "epocs=3 | epocs | closest one is epochs",
        "margin_step=2 | margin_step | method=adaptive_margin",
      })
  void wrongOptionsAreNamed(String option, String key, String expected) {
    RobustJException e =
        assertThrows(
            RobustJException.class,
            () -> MacroCall.run(context, TrainCommand.class, FILES + option));
    assertTrue(e.getMessage().contains(key), e.getMessage());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    RobustJException e =
        assertThrows(
            RobustJException.class,
            () -> MacroCall.run(context, TrainCommand.class, "out=/o epochs=1"));
    assertTrue(e.getMessage().contains("option data is missing"), e.getMessage());
  }

  @Test
  void theCallingThreadsImageIsTheImage() throws Throwable {
    ImagePlus mine = IJ.createImage("mine", "8-bit black", 8, 8, 1);
    WindowManager.setTempCurrentImage(mine);
    Module module = MacroCall.run(context, PredictCommand.class, "model=/m");
    assertSame(mine, module.getInput("image"));
    assertSame(mine, module.getOutput("outlined"));
  }

  /** Fiji's macro preprocessor finds "image=true" in "label_image=true". */
  @Test
  void whatFijiMisreadIsPutRight() throws Throwable {
    ImagePlus mine = IJ.createImage("mine", "8-bit black", 8, 8, 1);
    WindowManager.setTempCurrentImage(mine);
    MacroCall.as(
        "label_image=true model=/m",
        () -> {
          JobModule command = MacroCall.module(context, PredictCommand.class);
          command.setInput("image", new ImagePlus());
          command.resolveInput("image");
          command.setInput("label_image", true);
          command.resolveInput("label_image");
          command.setInput("model", new File("/m"));
          command.resolveInput("model");
          new MacroInputs().process(command);
          assertSame(mine, command.getInput("image"));
          return null;
        });
  }

  @Test
  void withoutAnImageItSaysWhatToDo() {
    RobustJException e =
        assertThrows(
            RobustJException.class, () -> MacroCall.run(context, PredictCommand.class, "model=/m"));
    assertTrue(e.getMessage().contains("option input"), e.getMessage());
  }

  @Test
  void anUnknownImageIsNamed() {
    RobustJException e =
        assertThrows(
            RobustJException.class,
            () -> MacroCall.run(context, PredictCommand.class, "model=/m image=[no such]"));
    assertTrue(e.getMessage().contains("image is \"no such\""), e.getMessage());
  }

  @Test
  void anImageAndAFileAtOnceAreRefused() {
    WindowManager.setTempCurrentImage(IJ.createImage("mine", "8-bit black", 8, 8, 1));
    RobustJException e =
        assertThrows(
            RobustJException.class,
            () -> MacroCall.run(context, PredictCommand.class, "model=/m image=mine input=/x.png"));
    assertTrue(e.getMessage().contains("input"), e.getMessage());
  }

  @Test
  void aScriptsInputsStayAndTheRestHasTheDefaults() throws Throwable {
    Module module =
        MacroCall.script(
            context, TrainCommand.class, Map.of("data", new File("/d"), "out", "/o", "epochs", 3));
    assertEquals(3L, module.getInput("epochs"));
    assertEquals(8L, module.getInput("batch"));
  }

  /** A macro runs a script, whose options are still there when it runs one of our commands. */
  @Test
  void aScriptsOwnMacroOptionsAreNotOurs() throws Throwable {
    Map<String, Object> inputs = Map.of("data", new File("/d"), "out", new File("/o"));
    Module module =
        MacroCall.as(
            "threshold_of_the_script=3",
            () -> MacroCall.script(context, TrainCommand.class, inputs));
    assertEquals(8L, module.getInput("batch"));
  }

  /** The current one is meant, or a sentence says that it is not clear which. */
  @Test
  void anImageOfTheSameTitleIsNotTakenForTheCurrentOne() throws Throwable {
    ImagePlus first = IJ.createImage("twin", "8-bit black", 8, 8, 1);
    ImagePlus second = IJ.createImage("twin", "8-bit white", 8, 8, 1);
    ImagePlus other = IJ.createImage("other", "8-bit black", 8, 8, 1);
    Interpreter.batchMode = true;
    List.of(first, second, other).forEach(Interpreter::addBatchModeImage);
    try {
      for (ImagePlus current : List.of(first, second)) {
        WindowManager.setTempCurrentImage(current);
        Module done = MacroCall.run(context, PredictCommand.class, "model=/m image=twin");
        assertSame(current, done.getOutput("outlined"));
        Interpreter.batchMode = true;
        Map<String, Object> inputs = Map.of("model", "/m", "image", "twin");
        done = MacroCall.script(context, PredictCommand.class, inputs);
        assertSame(current, done.getOutput("outlined"));
      }
      WindowManager.setTempCurrentImage(other);
      RobustJException e =
          assertThrows(
              RobustJException.class,
              () ->
                  MacroCall.script(
                      context, PredictCommand.class, Map.of("model", "/m", "image", "twin")));
      assertTrue(e.getMessage().contains("2 open images are called so"), e.getMessage());
    } finally {
      Interpreter.batchMode = true;
      for (int id : Interpreter.getBatchModeImageIDs())
        Interpreter.removeBatchModeImage(Interpreter.getBatchModeImage(id));
      Interpreter.batchMode = false;
    }
  }
}
