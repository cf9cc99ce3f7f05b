package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The zip for Fiji, unpacked into a plain ImageJ that has the libraries which Fiji ships, and used
 * from its menu. {@code mvn -Pfiji -DskipTests package} makes the zip.
 */
@Tag("slow")
class FijiZipTest {

  private static final String SHIPPED =
      ".*/(scijava-common|imglib2|gson|commons-math3)-[^/]*\\.jar";

  @TempDir Path folder;

  @Test
  void worksOnceItIsUnpackedAndWritesNothingThere() throws Exception {
    Path imageJ = unpack(zip());
    Path home = Files.createDirectory(folder.resolve("home"));
    Path out = Files.createDirectory(folder.resolve("out"));
    List<String> before = files(imageJ);
    Map<String, String> environment =
        Map.of("CLASSPATH", classPath(), "ROBUSTJ_HOME", home.toString());
    try (Screen screen = Screen.open()) {
      Path log = folder.resolve("log");
      screen.run(environment, ZipSession.class, log, imageJ.toString(), out.toString());
      System.out.println(Files.readString(log));
    }
    assertEquals(before, files(imageJ));
    assertTrue(Files.notExists(home.resolve("engines")), "nothing was installed");
    Path picture = Path.of("target/zip-in-imagej.png");
    Files.write(picture, Files.readAllBytes(out.resolve("screen.png")));
  }

  private static Path zip() throws IOException {
    try (Stream<Path> list = Files.list(Path.of("target"))) {
      List<Path> zips =
          list.filter(p -> p.getFileName().toString().matches("RobustJ-.*-fiji-.*\\.zip")).toList();
      assumeTrue(zips.size() == 1, "mvn -Pfiji -DskipTests package makes the zip");
      return zips.get(0);
    }
  }

  /** Into a folder that has ImageJ's form. */
  private Path unpack(Path zip) throws IOException {
    Path imageJ = folder.resolve("my ImageJ");
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path place = imageJ.resolve(entry.getName());
        if (entry.isDirectory()) Files.createDirectories(place);
        else Files.copy(in, place);
      }
    }
    try (Stream<Path> list = Files.list(imageJ.resolve("plugins"))) {
      requireCurrent(list.filter(p -> p.toString().endsWith(".jar")).findFirst().orElseThrow());
    }
    Path jars = Files.createDirectories(imageJ.resolve("plugins/jars"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator))
      if (entry.matches(SHIPPED))
        Files.copy(Path.of(entry), jars.resolve(Path.of(entry).getFileName()));
    return imageJ;
  }

  private static void requireCurrent(Path jar) throws IOException {
    Path classes = Path.of("target/classes");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> isAsCompiled(e.getName())).toList())
        try (InputStream in = zip.getInputStream(entry)) {
          byte[] compiled = Files.readAllBytes(classes.resolve(entry.getName()));
          assertArrayEquals(compiled, in.readAllBytes(), "the zip is old, make it again");
        }
    }
  }

  /** Not the libraries that the jar has under other names, nor what names them. */
  private static boolean isAsCompiled(String entry) {
    return entry.endsWith(".class")
        && !entry.matches("io/github/robustj/(shaded|report|packaging/bioimage|zarr)/.*");
  }

  /** ImageJ, and of the tests only those classes that know nothing of RobustJ. */
  private String classPath() throws IOException {
    String name = ZipSession.class.getPackageName().replace('.', '/');
    Path own = Files.createDirectories(folder.resolve("classes").resolve(name));
    try (Stream<Path> list = Files.list(Path.of("target/test-classes").resolve(name))) {
      for (Path file : list.toList())
        if (file.getFileName().toString().matches("(ZipSession|Windows).*"))
          Files.copy(file, own.resolve(file.getFileName()));
    }
    String imageJ =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.matches(".*/ij-[^/]*\\.jar"))
            .findFirst()
            .orElseThrow();
    return imageJ + File.pathSeparator + folder.resolve("classes");
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.map(p -> folder.relativize(p).toString()).sorted().toList();
    }
  }
}
