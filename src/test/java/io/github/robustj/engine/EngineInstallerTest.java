package io.github.robustj.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.engine.FileServer.Manner;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Trees;
import io.github.robustj.job.JobListener;
import io.github.robustj.testing.SmallDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Installing an engine of two small files, from a server that fails in every way. */
@Timeout(180)
class EngineInstallerTest {

  private static final int BIG = 3 << 20;

  @TempDir Path folder;
  private final Map<String, byte[]> content = new HashMap<>();
  private final List<EngineFile> files = new ArrayList<>();
  private FileServer server;
  private EngineInstaller installer;
  private Path place;

  @BeforeEach
  void serve() throws Exception {
    add("org/example/small/1/small-1.jar", 10);
    add("org/example/big/1/big-1.jar", BIG);
    server = new FileServer(content);
    EngineFolder home = new EngineFolder(folder.resolve("home"), Optional.empty());
    installer = new EngineInstaller(home, Duration.ofSeconds(30));
    place = home.engines().resolve("engine");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void downloadsEverythingWithProgressAndLeavesNothingElse() throws IOException {
    List<Double> fractions = new ArrayList<>();
    JobListener listener =
        new JobListener() {
          @Override
          public void progress(double fraction, String message) {
            fractions.add(fraction);
            // Of a file of ten bytes, too.
            assertFalse(message.contains("of 0 MiB"), message);
          }
        };
    installer.install(files, place, server.source(), listener);
    assertInstalled();
    assertEquals(1, fractions.get(fractions.size() - 1));
    for (int i = 1; i < fractions.size(); i++)
      assertTrue(fractions.get(i) >= fractions.get(i - 1), "progress fell at " + i);
    assertEquals(List.of(".lock", "engine"), names(place.getParent()));
  }

  @Test
  void aCutDownloadIsResumedWhereItEnded() throws IOException {
    server.manner = Manner.CUT;
    assertFails("big-1.jar could not be downloaded", "1 of 3 MiB");
    // The last few bytes before a cut may be lost with the connection.
    long kept = Files.size(place.resolveSibling("downloads/big-1.jar"));
    assertTrue(kept > 1 << 20 && kept <= BIG / 2, "kept " + kept);
    server.manner = Manner.WELL;
    install();
    assertInstalled();
    assertEquals("bytes=" + kept + "-", server.ranges.get(server.ranges.size() - 1));
    assertEquals(3, server.ranges.size(), "the small file is not fetched again");
  }

  @Test
  void aServerThatCannotResumeSendsAllAgain() throws IOException {
    server.manner = Manner.CUT;
    assertFails("could not be downloaded");
    server.manner = Manner.WITHOUT_RANGES;
    install();
    assertInstalled();
  }

  @ParameterizedTest
  @EnumSource(names = {"PAGE", "PAGE_IN_DISGUISE", "ENDLESS"})
  void whatIsNoFileIsThrownAwayAtOnce(Manner manner) throws IOException {
    server.manner = manner;
    assertFails("big-1.jar could not be downloaded", "something else than the file", "login");
    Path part = place.resolveSibling("downloads/big-1.jar");
    assertFalse(Files.exists(part));
    assertTrue(server.sent < 4L * BIG, "stopped reading an endless answer");
    server.manner = Manner.WELL;
    install();
    assertInstalled();
    assertEquals("", server.ranges.get(server.ranges.size() - 1), "nothing to resume");
  }

  @ParameterizedTest
  @EnumSource(names = {"TO_A_FILE", "IN_A_CIRCLE"})
  void whatLeadsNowhereIsNotFollowed(Manner manner) throws IOException {
    server.manner = manner;
    assertFails("big-1.jar could not be downloaded");
    assertFalse(Files.exists(place.resolveSibling("downloads/big-1.jar")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:99999", "http://localhost:0", "http://nowhere.invalid"})
  void anAddressWithoutServerIsSaid(String address) {
    assertFails(EngineSource.of(address), "could not be downloaded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://", "https:///x", "http://a b", "ftp://x/y", "x\0y", "file:///x"})
  void whatIsNoSourceIsSaid(String from) {
    assertThrows(RobustJException.class, () -> EngineSource.of(from));
  }

  /** A page does not cost what has been downloaded before. */
  @ParameterizedTest
  @EnumSource(names = {"PAGE", "WRONG_PART"})
  void whatWasThereBeforeAPageStays(Manner manner) throws IOException {
    server.manner = Manner.CUT;
    assertFails("could not be downloaded");
    Path part = place.resolveSibling("downloads/big-1.jar");
    long kept = Files.size(part);
    server.manner = manner;
    assertFails("something else than the file");
    assertEquals(kept, Files.size(part));
    server.manner = Manner.WELL;
    install();
    assertInstalled();
  }

  @Test
  void whatAnOlderVersionKeptOfAPageIsNotResumed() throws IOException {
    for (int bytes : new int[] {100, BIG, 2 * BIG}) {
      Path part = place.resolveSibling("downloads/big-1.jar");
      Files.createDirectories(part.getParent());
      Files.write(part, new byte[bytes]);
      install();
      assertInstalled();
    }
  }

  @Test
  void aStalledDownloadIsGivenUp() throws IOException {
    server.manner = Manner.STALLED;
    EngineInstaller patient = installer;
    installer = new EngineInstaller(patient.folder(), Duration.ofSeconds(3));
    assertFails("big-1.jar could not be downloaded", "nothing came for a while");
    installer = patient;
    server.manner = Manner.WELL;
    install();
    assertInstalled();
  }

  @ParameterizedTest
  @EnumSource(names = {"STALLED", "SILENT"})
  void cancellingStopsAlsoADownloadThatStandsStill(Manner manner) throws IOException {
    EngineInstaller patient = new EngineInstaller(installer.folder(), Duration.ofMinutes(5));
    server.manner = manner;
    long start = System.currentTimeMillis();
    JobListener listener =
        new JobListener() {
          @Override
          public boolean cancelled() {
            return System.currentTimeMillis() - start > 500;
          }
        };
    assertThrows(
        CancellationException.class,
        () -> patient.install(files, place, server.source(), listener));
    assertFalse(Files.exists(place));
    server.manner = Manner.WELL;
    install();
    assertInstalled();
  }

  @Test
  void aChangedFileIsRefusedAndNotKept() throws IOException {
    byte[] good = content.get(files.get(1).path());
    byte[] bad = good.clone();
    bad[BIG / 3]++;
    content.put(files.get(1).path(), bad);
    assertFails("big-1.jar from http", "SHA-256");
    content.put(files.get(1).path(), good);
    install();
    assertInstalled();
  }

  @Test
  void aMissingFileAndASilentAddressAreSaid() throws IOException {
    content.remove(files.get(1).path());
    assertFails("big/1/big-1.jar could not be downloaded (the server says 404)");
    server.close();
    assertFails("could not be downloaded");
  }

  @Test
  void installsFromAFolderAndFromAZip() throws IOException {
    Path local = Files.createDirectories(folder.resolve("local/deep/down"));
    for (EngineFile file : files) Files.write(local.resolve(file.name()), content.get(file.path()));
    installer.install(
        files, place, new EngineSource.Local(folder.resolve("local")), JobListener.SILENT);
    assertInstalled();
    Path zip = folder.resolve("engine.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (EngineFile file : files) {
        out.putNextEntry(new ZipEntry("jars/" + file.name()));
        out.write(content.get(file.path()));
      }
    }
    Trees.deleteOrLater(place);
    installer.install(files, place, new EngineSource.Local(zip), JobListener.SILENT);
    assertInstalled();
  }

  @Test
  void aFolderWithoutAFileIsNamed() throws IOException {
    Path local = Files.createDirectories(folder.resolve("local"));
    Files.write(local.resolve("small-1.jar"), content.get(files.get(0).path()));
    assertFails(new EngineSource.Local(local), local.toString(), "has no big-1.jar");
    Path text = Files.writeString(folder.resolve("engine.txt"), "no zip");
    assertFails(new EngineSource.Local(text), text + " cannot be read", "zip");
  }

  @Test
  void aFullDiskIsFoundBeforehand() throws IOException {
    files.add(new EngineFile("*", Long.MAX_VALUE / 2, "0".repeat(64), "org/example/huge-1.jar"));
    assertFails("MiB are free", "ROBUSTJ_HOME");
    assertEquals(List.of(), server.ranges);
  }

  /** On a disk of 4 MiB, where somebody else writes 3 MiB after the space was found sufficient. */
  @Test
  void aDiskThatFillsUpMeanwhileIsSaid() throws Exception {
    try (SmallDisk small = SmallDisk.in(folder.resolve("small disk"), 4096)) {
      Path disk = small.folder();
      EngineFolder home = new EngineFolder(disk.resolve("home"), Optional.empty());
      place = home.engines().resolve("engine");
      JobListener other =
          new JobListener() {
            @Override
            public void progress(double fraction, String message) {
              fill(disk.resolve("other"));
            }
          };
      String sentence =
          assertThrows(
                  RobustJException.class,
                  () -> new EngineInstaller(home).install(files, place, server.source(), other))
              .getMessage();
      assertTrue(sentence.contains("the disk is full"), sentence);
      assertFalse(Files.exists(place));
      Files.delete(disk.resolve("other"));
      installer = new EngineInstaller(home);
      install();
      assertInstalled();
    }
  }

  private static void fill(Path file) {
    try {
      if (!Files.exists(file)) Files.write(file, new byte[BIG]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Root may write everywhere but on a read-only disk. */
  @Test
  void aReadOnlyFolderIsFoundBeforehand() throws Exception {
    Path home = Files.createDirectories(installer.folder().home());
    assertTrue(home.toFile().setWritable(false));
    if (!Files.isWritable(home)) {
      requirePermission(home);
      return;
    }
    try (SmallDisk disk = SmallDisk.in(home, 4)) {
      disk.setWritable(false);
      requirePermission(home);
    }
  }

  private void requirePermission(Path home) {
    assertFails("no permission to write in " + home);
    assertEquals(List.of(), server.ranges);
  }

  @Test
  void onlyOneProcessInstallsAtATime() throws IOException {
    try (FileChannel other = EngineInstaller.lock(place.getParent())) {
      assertFails("is being installed", other.isOpen() ? "another" : "nobody");
    }
    install();
    assertInstalled();
  }

  /** The other one hangs at a server that fell silent, and is then killed. */
  @Test
  void twoImageJsDoNotInstallAtOnceAndAKilledOneIsContinued() throws Exception {
    server.manner = Manner.STALLED;
    Process other = OtherInstallation.start(installer.folder(), place, files, server.source());
    try {
      OtherInstallation.awaitBytes(other, BIG / 2);
      assertFails("is being installed into", "another ImageJ");
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertFalse(Files.exists(place));
    server.manner = Manner.WELL;
    install();
    assertInstalled();
    String last = server.ranges.get(server.ranges.size() - 1);
    assertTrue(last.matches("bytes=\\d{7}-"), "goes on where the other one was: " + last);
    assertEquals(List.of(".lock", "engine"), names(place.getParent()));
  }

  /** As in the option {@code from}; its folders stand before those of the repository. */
  @Test
  void aMirrorIsAnAddressWithOrWithoutASlash() throws IOException {
    Map.copyOf(content).forEach((path, bytes) -> content.put("mirrors/central/" + path, bytes));
    String address = server.source().words() + "mirrors/central";
    for (String from : List.of(address, address + "/")) {
      installer.install(files, place, EngineSource.of(from), JobListener.SILENT);
      assertInstalled();
      Trees.deleteOrLater(place);
    }
    assertEquals(EngineSource.CENTRAL.toString(), EngineSource.of("").words());
  }

  /** As a download of the zip itself that was cut, or bytes that rotted in it. */
  @Test
  void aDamagedZipIsSaid() throws IOException {
    Path zip = folder.resolve("engine.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (EngineFile file : files) {
        out.putNextEntry(new ZipEntry(file.name()));
        out.write(content.get(file.path()));
      }
    }
    byte[] whole = Files.readAllBytes(zip);
    Files.write(zip, Arrays.copyOf(whole, whole.length / 2));
    assertFails(new EngineSource.Local(zip), zip + " cannot be read");
    byte[] rotten = whole.clone();
    Arrays.fill(rotten, BIG / 3, BIG / 3 + 100, (byte) 0);
    Files.write(zip, rotten);
    assertFails(new EngineSource.Local(zip), zip.toString());
    Files.write(zip, whole);
    installer.install(files, place, new EngineSource.Local(zip), JobListener.SILENT);
    assertInstalled();
  }

  /** Native libraries for the system's loader lie beside the jars. */
  @Test
  void packedLibrariesAreUnpacked() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      for (String name : List.of("a/b/libcudart.so.12", "a/b/notes.txt", "libx.so.1.2.3")) {
        out.putNextEntry(new ZipEntry("org/" + name));
        out.write(name.getBytes());
      }
    }
    add("org/example/cuda-1-linux-redist.jar", packed.toByteArray());
    install();
    assertEquals(List.of("big-1.jar", "lib", "small-1.jar"), names(place));
    assertEquals(List.of("libcudart.so.12", "libx.so.1.2.3"), names(place.resolve("lib")));
  }

  private void add(String path, int bytes) throws Exception {
    byte[] random = new byte[bytes];
    new Random(bytes).nextBytes(random);
    add(path, random);
  }

  private void add(String path, byte[] bytes) throws Exception {
    content.put(path, bytes);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    files.add(new EngineFile("*", bytes.length, HexFormat.of().formatHex(digest), path));
  }

  private void install() {
    installer.install(files, place, server.source(), JobListener.SILENT);
  }

  private void assertInstalled() throws IOException {
    for (EngineFile file : files)
      assertArrayEquals(content.get(file.path()), Files.readAllBytes(place.resolve(file.name())));
    assertEquals(files.size(), names(place).size());
  }

  private void assertFails(String... parts) {
    assertFails(server.source(), parts);
  }

  /** With one sentence that has all parts, and nothing half-installed. */
  private void assertFails(EngineSource source, String... parts) {
    String sentence =
        assertThrows(
                RobustJException.class,
                () -> installer.install(files, place, source, JobListener.SILENT))
            .getMessage();
    for (String part : parts)
      assertTrue(sentence.contains(part), "\"" + part + "\" is not in: " + sentence);
    assertTrue(sentence.endsWith(".") && sentence.lines().count() == 1, sentence);
    assertFalse(Files.exists(place));
  }

  private static List<String> names(Path directory) throws IOException {
    try (var list = Files.list(directory)) {
      return list.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
