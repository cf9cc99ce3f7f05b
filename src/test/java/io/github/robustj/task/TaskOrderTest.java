package io.github.robustj.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.job.ModelTask;
import io.github.robustj.training.MethodTable;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of the tasks is what users see of it, and decides nothing. */
class TaskOrderTest {

  private static final String LIST = "META-INF/services/" + TaskType.class.getName();

  @TempDir Path folder;

  @Test
  void whatIsUsualAndWhatAFolderTeachesAreTheSameInAnyOrder() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(data.resolve("annotations"));
    Files.createDirectories(data.resolve("labels"));
    try (URLClassLoader turned = turned()) {
      Class<?> types = turned.loadClass(TaskType.class.getName());
      List<String> names = new ArrayList<>(TaskType.names());
      Collections.reverse(names);
      assertEquals(names, types.getMethod("names").invoke(null));
      Class<?> tasks = turned.loadClass(ModelTask.class.getName());
      for (String model : List.of("", folder.resolve("none").toString()))
        assertEquals(
            ModelTask.entered(model).name(),
            name(tasks, tasks.getMethod("entered", String.class).invoke(null, model)));
      assertEquals(
          ModelTask.of(folder).name(),
          name(tasks, tasks.getMethod("of", Path.class).invoke(null, folder)));
      Object taught = types.getMethod("taughtBy", Path.class).invoke(null, data);
      assertEquals(
          TaskType.taughtBy(data).orElseThrow().name(),
          name(types, ((Optional<?>) taught).orElseThrow()));
      Object task =
          turned.loadClass(MethodTable.class.getName()).getDeclaredField("TASK").get(null);
      assertEquals(MethodTable.TASK.standard(), task.getClass().getMethod("standard").invoke(task));
    }
  }

  private static Object name(Class<?> type, Object of) throws ReflectiveOperationException {
    return type.getMethod("name").invoke(of);
  }

  /** RobustJ once more, whose tasks are found in the other order: the first list counts. */
  private URLClassLoader turned() throws Exception {
    List<String> lines =
        new ArrayList<>(
            Files.readAllLines(Path.of(TaskType.class.getResource("/" + LIST).toURI())));
    Collections.reverse(lines);
    Path list = folder.resolve("first").resolve(LIST);
    Files.createDirectories(list.getParent());
    Files.write(list, lines);
    Stream<Path> path =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of);
    URL[] all =
        Stream.concat(Stream.of(folder.resolve("first")), path)
            .map(TaskOrderTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(all, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path place) {
    try {
      return place.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
