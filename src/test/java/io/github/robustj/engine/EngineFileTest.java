package io.github.robustj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Sha256;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineFileTest {

  /** The engine that users install is the one that the tests run with, byte by byte. */
  @Test
  void theListIsWhatMavenResolves() throws IOException {
    Map<String, String> resolved = new TreeMap<>();
    boolean gpu = false;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.matches(".*(org.tensorflow|org.bytedeco|com.google.protobuf).*\\.jar")) continue;
      Path jar = Path.of(entry);
      gpu |= entry.contains("-gpu");
      resolved.put(jar.getFileName().toString(), Files.size(jar) + " " + Sha256.of(jar));
    }
    Map<String, String> listed = new TreeMap<>();
    for (EngineFile file : EngineFile.of(EnginePlatform.here(gpu)))
      if (!file.name().startsWith("cuda-"))
        listed.put(file.name(), file.bytes() + " " + file.sha256());
    assertEquals(resolved, listed, "run src/build/engine-files");
  }

  @Test
  void everyPlatformHasItsNativeLibraryAndNoOther() {
    for (String name : EngineFile.platforms().split(", ")) {
      List<EngineFile> files = EngineFile.of(new EnginePlatform(name));
      Stream<String> natives =
          files.stream()
              .map(EngineFile::name)
              .filter(f -> f.matches("tensorflow-core-native-[\\d.]+-.*"));
      assertEquals(
          List.of("tensorflow-core-native-" + EngineFile.version() + "-" + name + ".jar"),
          natives.toList());
      assertTrue(files.stream().allMatch(f -> f.sha256().matches("[0-9a-f]{64}")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, true, linux-x86_64-gpu",
    "Linux, aarch64, false, linux-arm64",
    "Mac OS X, aarch64, false, macosx-arm64",
    "Windows 11, amd64, false, windows-x86_64"
  })
  void platformsAreNamedAsTheArtifacts(String system, String processor, boolean gpu, String name) {
    assertEquals(name, EnginePlatform.of(system, processor, gpu).name());
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X, x86_64, false, CPU", "Windows 11, amd64, true, GPU"})
  void aMachineWithoutAnEngineIsToldSo(String system, String processor, boolean gpu, String kind) {
    String sentence =
        assertThrows(RobustJException.class, () -> EnginePlatform.of(system, processor, gpu))
            .getMessage();
    assertTrue(sentence.contains("no " + kind + " engine for " + system), sentence);
    assertTrue(sentence.contains("linux-x86_64") && !sentence.contains("*"), sentence);
  }
}
