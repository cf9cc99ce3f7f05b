package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineVerbTest {

  @TempDir Path folder;

  @Test
  void showsVersionsAndDevices() {
    StringWriter out = new StringWriter();
    Program.Streams streams =
        new Program.Streams(new PrintWriter(out), new PrintWriter(new StringWriter()), false);
    int code =
        new Program(Main.verbs(), streams, Engine.inProcess(), new Cancellation()).run("engine");
    assertEquals(ExitCode.DONE, code);
    assertTrue(out.toString().contains("tensorflow 2."), out.toString());
    assertTrue(out.toString().contains("devices: cpu:0"), out.toString());
  }

  @Test
  void mistakesAreSentences() throws Exception {
    CommandLineCall.assertFails(
        folder, List.of("destroy", "status or install"), "engine", "destroy");
    CommandLineCall.assertFails(
        folder,
        List.of("There is no folder or zip", "nothing here"),
        "engine",
        "install",
        "--from",
        folder.resolve("nothing here").toString());
    CommandLineCall.assertFails(
        folder, List.of("from is \"http://\""), "engine", "install", "--from", "http://");
  }
}
