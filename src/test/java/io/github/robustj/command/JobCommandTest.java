package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.TrainJob;
import io.github.robustj.training.MethodTable;
import java.io.File;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.task.event.TaskEvent;

/** How commands end: done, cancelled, failed. */
class JobCommandTest extends FakeEngineContext {

  private static final Map<String, Object> FILES =
      Map.of("data", new File("/d"), "out", new File("/o"), "epochs", 3);

  /** What SciJava's display does not find resolved it shows, a text in a window of its own. */
  @Test
  void noOutputIsLeftToSciJavasDisplay() throws Throwable {
    Module module = MacroCall.script(context, TrainCommand.class, FILES);
    assertEquals(new File("/o").toString(), module.getOutput("model"));
    assertTrue(module.isOutputResolved("model"));
  }

  @Test
  void aHeadlessScriptGetsItsImagesWithoutAWindow() throws Throwable {
    ImagePlus image = IJ.createImage("mine", "8-bit black", 8, 8, 1);
    Module module =
        MacroCall.script(
            context, PredictCommand.class, Map.of("image", image, "model", new File("/m")));
    assertSame(image, module.getOutput("outlined"));
    assertEquals("mine-labels", ((ImagePlus) module.getOutput("labels")).getTitle());
  }

  @Test
  void theTasksCancelButtonStopsTheJob() {
    Object canceller = new Canceller();
    var subscription = context.service(EventService.class).subscribe(canceller);
    try {
      RobustJException e =
          assertThrows(
              RobustJException.class, () -> MacroCall.script(context, TrainCommand.class, FILES));
      assertEquals("Train Model was cancelled.", e.getMessage());
      assertInstanceOf(CancellationException.class, e.getCause());
    } finally {
      context.service(EventService.class).unsubscribe(subscription);
    }
  }

  /** Presses the button when the first epoch is done. */
  public static final class Canceller {

    @EventHandler
    public void onEvent(TaskEvent event) {
      if (event.getTask().getProgressValue() > 0 && !event.getTask().isCanceled())
        event.getTask().cancel("enough");
    }
  }

  @Test
  void headlessTheUsersMistakeIsAnException() {
    Map<String, Object> inputs = Map.of("data", new File("/broken"), "out", new File("/o"));
    RobustJException e =
        assertThrows(
            RobustJException.class, () -> MacroCall.script(context, TrainCommand.class, inputs));
    assertTrue(e.getMessage().contains("mend it"), e.getMessage());
  }

  /**
   * steps is 10 by default and 4 in the preset; a field that nobody touched looks like left out.
   */
  @Test
  void aMacroMayNameADefaultAgainstAPreset() throws Throwable {
    String fast = "data=/d out=/o epochs=3 method=adaptive_margin preset=fast";
    assertEquals(4, stepsOf(fast));
    assertEquals(10, stepsOf(fast + " steps=10"));
    assertEquals(7, stepsOf(fast + " steps=7"));
  }

  private static int stepsOf(String options) throws Throwable {
    MacroCall.run(context, TrainCommand.class, options);
    return ((TrainJob) FakeEngine.last).options().get(MethodTable.STEPS);
  }

  @Test
  void othersCommandsAreLeftAlone() throws Throwable {
    Module module = MacroCall.run(context, OtherCommand.class, "epochs=abc colour=blue");
    assertEquals(7, module.getInput("epochs"));
    assertFalse(module instanceof JobModule);
  }
}
