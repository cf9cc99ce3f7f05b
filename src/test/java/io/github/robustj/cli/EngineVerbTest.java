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
  void listsWhatToBringWithoutNetwork() {
    String files = print("engine", "files");
    assertTrue(files.contains("org/tensorflow/tensorflow-core-api/"), files);
    assertEquals(6, files.lines().count());
  }

  @Test
  void showsVersionsAndDevices() {
    String status = print("engine");
    assertTrue(status.contains("tensorflow 2."), status);
    assertTrue(status.contains("Devices: cpu:0"), status);
  }

  private static String print(String... line) {
    StringWriter out = new StringWriter();
    Program.Streams streams =
        new Program.Streams(new PrintWriter(out), new PrintWriter(new StringWriter()), false);
    int code = new Program(Main.verbs(), streams, Engine.inProcess(), new Cancellation()).run(line);
    assertEquals(Program.DONE, code);
    return out.toString();
  }

  @Test
  void mistakesAreSentences() throws Exception {
    CommandLineCall.assertFails(
        folder, List.of("destroy", "status, install or files"), "engine", "destroy");
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
