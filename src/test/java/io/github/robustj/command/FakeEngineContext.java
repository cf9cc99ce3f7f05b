package io.github.robustj.command;

import ij.WindowManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.scijava.Context;

/** Tests of commands in a context of SciJava, with an engine that answers at once. */
abstract class FakeEngineContext {

  static Context context;

  @BeforeAll
  static void start() {
    System.setProperty(FakeEngineService.PROPERTY, "true");
    context = MacroCall.context();
  }

  @AfterAll
  static void stop() {
    context.dispose();
    System.clearProperty(FakeEngineService.PROPERTY);
  }

  @AfterEach
  void forgetCurrentImage() {
    WindowManager.setTempCurrentImage(null);
  }
}
