package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.testing.ShortJvm;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.TensorFlow;

/** Native libraries in a process of their own: where they lie, and where they are not to be had. */
class NativeLibraryTest {

  private static final String NAMED = "-Dorg.bytedeco.javacpp.findLibraries=false";
  private static final String JAR = "tensorflow-core-native-[\\d.]+-\\w.*";

  @TempDir Path folder;

  /** Searched for as JavaCPP does, and by their names. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void librariesThatCannotBeLoadedAreASentence(boolean named) throws Exception {
    String said = run(withoutJar(), options(named, "cachedir=" + folder));
    assertSentences(said, folder);
  }

  /** The engine of a cluster that nobody may write to, where nothing is unpacked. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @EnabledOnOs(OS.LINUX)
  void thoseThatLieUnpackedAreUsedWithoutTheirJar(boolean named) throws Exception {
    assumeTrue(!named || Loader.getPlatform().equals("linux-x86_64"), "named there only");
    Path cache = folder.resolve("cache");
    String at = "platform.preloadpath=" + unpacked();
    String said = run(withoutJar(), options(named, at, "cachedir=" + cache));
    assertEquals("[cpu:0]".repeat(2), said.replaceAll("\\s", ""));
    assertTrue(!Files.exists(cache) || cache.toFile().list().length == 0, "something was unpacked");
  }

  /** Files of the right names and sizes that are none, or another system's. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void damagedOnesAreASentence() throws Exception {
    assumeTrue(Loader.getPlatform().equals("linux-x86_64"), "named there only");
    Path place = Files.createDirectories(folder.resolve("engine ü/native"));
    Files.write(place.resolve("libtensorflow_framework.so.2"), new byte[1 << 16]);
    String said = run(withoutJar(), options(true, "platform.preloadpath=" + place));
    assertSentences(said, place);
    assertTrue(said.contains("(libtensorflow_framework.so.2: "), said);
    assertTrue(said.contains("remove that folder, or install the engine again."), said);
  }

  /** As on the command line, whose class path has the jar. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @EnabledOnOs(OS.LINUX)
  void thoseThatLieUnpackedComeBeforeTheirJar(boolean named) throws Exception {
    assumeTrue(!named || Loader.getPlatform().equals("linux-x86_64"), "named there only");
    Path cache = folder.resolve("cache");
    String at = "platform.preloadpath=" + unpacked();
    String classPath = System.getProperty("java.class.path");
    String said = run(classPath, options(named, at, "pathsFirst=true", "cachedir=" + cache));
    assertEquals("[cpu:0]".repeat(2), said.replaceAll("\\s", ""));
    assertTrue(!Files.exists(cache) || cache.toFile().list().length == 0, "something was unpacked");
  }

  /** Twice, since what was cut by the first is not taken for whole by the second. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsASentence() throws Exception {
    assumeTrue(Loader.getPlatform().equals("linux-x86_64"), "named there only");
    Path disk = Files.createDirectories(folder.resolve("small disk"));
    assumeTrue(
        runs("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
        "this user may not mount a disk");
    try {
      String classPath = System.getProperty("java.class.path");
      for (int i = 0; i < 2; i++) {
        String said = run(classPath, options(true, "cachedir=" + disk));
        assertSentences(said, disk);
        assertTrue(said.contains("No space left"), said);
      }
    } finally {
      assertTrue(runs("umount", disk.toString()));
    }
  }

  private static void assertSentences(String said, Path folder) {
    assertTrue(said.startsWith("TensorFlow's native libraries could not be loaded ("), said);
    assertTrue(said.contains(folder.toString()) && said.length() < 1500, said);
    assertEquals(3, said.lines().count(), said);
  }

  /** Where this process has them. */
  private static Path unpacked() {
    TensorFlow.version();
    String library = Loader.getLoadedLibraries().get("jnitensorflow");
    return Path.of(library).getParent();
  }

  private static List<String> options(boolean named, String... properties) {
    List<String> options = new ArrayList<>();
    for (String property : properties) options.add("-Dorg.bytedeco.javacpp." + property);
    if (named) options.add(NAMED);
    return options;
  }

  private static String withoutJar() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> !Path.of(path).getFileName().toString().matches(JAR))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String run(String classPath, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ShortJvm.OPTIONS);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, NativeLibraryTest.class.getName()));
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out;
  }

  private static boolean runs(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  public static void main(String[] none) {
    TensorFlowBackend backend = new TensorFlowBackend();
    List<Runnable> calls = List.of(backend::versions, () -> names(backend), () -> names(backend));
    for (Runnable call : calls)
      try {
        call.run();
      } catch (RobustJException sentence) {
        System.out.println(sentence.getMessage());
      }
  }

  private static void names(TensorFlowBackend backend) {
    System.out.println(backend.devices().stream().map(d -> d.name()).toList());
  }
}
