package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Engine;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {

  private static final String NEW = "org/tensorflow/ndarray/Shape.class";
  private static final String ANY = "org/tensorflow/TensorFlow.class";

  @TempDir Path folder;

  @Test
  void jobsRunHereWhereTensorFlowIs() throws IOException {
    assertSame(Engine.inProcess(), Engines.standard());
    assertTrue(Engines.inProcess(loader(classes("new", NEW, ANY))));
  }

  /** Fiji has TensorFlow 1, or none, or both. */
  @Test
  void elsewhereTheyRunInAWorker() throws IOException {
    assertFalse(Engines.inProcess(loader()));
    assertFalse(Engines.inProcess(loader(classes("old", ANY))));
    assertFalse(Engines.inProcess(loader(classes("old", ANY), classes("new", NEW, ANY))));
  }

  private URL classes(String name, String... files) throws IOException {
    for (String file : files) {
      Path path = folder.resolve(name).resolve(file);
      Files.createDirectories(path.getParent());
      if (!Files.exists(path)) Files.createFile(path);
    }
    return folder.resolve(name).toUri().toURL();
  }

  private static ClassLoader loader(URL... places) {
    return new URLClassLoader(Stream.of(places).toArray(URL[]::new), null);
  }
}
