package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Engine;
import io.github.robustj.testing.JavaNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of the images of a folder, and what of that is not done again. */
class ResumedImagesTest {

  private static final int IMAGES = 4;

  @TempDir Path folder;

  private Path images;

  @BeforeEach
  void write() throws IOException {
    DividedData.write(folder, IMAGES);
    images = folder.resolve("data-segmentation/images");
  }

  @ParameterizedTest
  @ValueSource(strings = {"predict", "attack"})
  void onlyImagesThatAreNotFinishedAreDoneAgain(String verb) throws IOException {
    assertEquals(Program.DONE, call(new CountedJobs(IMAGES), verb, "whole").exitCode());
    CountedJobs first = new CountedJobs(2);
    call(first, verb, "out", "--resume");
    assertEquals(2, first.jobs);
    Path parts = folder.resolve("out/parts");
    assertTrue(Files.exists(parts));
    CountedJobs second = new CountedJobs(IMAGES);
    CommandLineCall again = call(second, verb, "out", "--resume");
    assertEquals(Program.DONE, again.exitCode(), again.err());
    assertEquals(IMAGES - 2, second.jobs);
    assertFalse(Files.exists(parts));
    DividedFiles.assertSame(files("whole"), files("out"));
  }

  @Test
  void scoresOfAFolderAreToldByImage() {
    String said = call(new CountedJobs(IMAGES), "attack", "out").out();
    for (int i = 0; i < IMAGES; i++) assertTrue(said.contains("disc " + i + ": "), said);
  }

  @Test
  void anImageThatHasChangedIsDoneAgain() throws IOException {
    call(new CountedJobs(2), "predict", "out", "--resume");
    Files.copy(
        images.resolve("disc 3.tif"),
        images.resolve("disc 0.tif"),
        StandardCopyOption.REPLACE_EXISTING);
    CountedJobs second = new CountedJobs(IMAGES);
    call(second, "predict", "out", "--resume");
    assertEquals(IMAGES - 1, second.jobs);
    call(new CountedJobs(IMAGES), "predict", "whole");
    DividedFiles.assertSame(files("whole"), files("out"));
  }

  @Test
  void anotherSettingIsRefusedByName() {
    call(new CountedJobs(2), "predict", "out", "--resume");
    CommandLineCall other =
        call(new CountedJobs(IMAGES), "predict", "out", "--resume", "--tile", "64");
    assertEquals(Program.FAILED, other.exitCode());
    assertTrue(other.err().contains("tile"), other.err());
    CommandLineCall anew =
        call(new CountedJobs(IMAGES), "predict", "out", "--resume", "--tile", "64", "--overwrite");
    assertEquals(Program.DONE, anew.exitCode(), anew.err());
  }

  /** One that cannot be read is named, and what is found of the others stays until it can be. */
  @Test
  void anImageThatFailedIsDoneAlone() throws IOException {
    Path damaged = images.resolve("disc 1.tif");
    byte[] whole = Files.readAllBytes(damaged);
    Files.writeString(damaged, "no image");
    CommandLineCall failed = call(new CountedJobs(IMAGES), "predict", "out", "--resume");
    assertEquals(Program.FAILED, failed.exitCode());
    assertTrue(failed.err().contains("the same command does only the others"), failed.err());
    Files.write(damaged, whole);
    CountedJobs again = new CountedJobs(IMAGES);
    assertEquals(Program.DONE, call(again, "predict", "out", "--resume").exitCode());
    assertEquals(1, again.jobs);
    call(new CountedJobs(IMAGES), "predict", "whole");
    DividedFiles.assertSame(files("whole"), files("out"));
  }

  /** Each TIFF has the pixels of its image, 40 x 40 of 16 bits, and what is drawn on them. */
  @ParameterizedTest
  @CsvSource({
    "predict, picture, -overlay.tif",
    "predict, none, -overlay.tif -overlay.png",
    "attack, picture, -overlay.tif",
    "attack, none, -overlay.tif -picture.png"
  })
  void allElseIsTheSame(String verb, String overlay, String less) throws IOException {
    call(new CountedJobs(IMAGES), verb, "whole");
    call(new CountedJobs(IMAGES), verb, "bare", "--overlay", overlay);
    TreeSet<String> without = new TreeSet<>();
    for (String suffix : less.split(" "))
      for (int i = 0; i < IMAGES; i++) without.add("disc " + i + suffix);
    long bytes = 0;
    for (String file : without) bytes += Files.size(folder.resolve("whole").resolve(file));
    assertTrue(bytes > IMAGES * 40 * 40 * 2, bytes + " bytes");
    assertEquals(bytes, size("whole") - size("bare"));
    TreeSet<String> missing = new TreeSet<>(files("whole").keySet());
    missing.removeAll(files("bare").keySet());
    assertEquals(without, missing);
    call(new CountedJobs(IMAGES), verb, "whole", "--overlay", overlay);
    DividedFiles.assertSame(files("bare"), files("whole"));
  }

  /** Whoever divides the work says whether overlays are written, and merge does as was said. */
  @Test
  void aMergeWritesOverlaysWhereTheSharesSaySo() throws IOException {
    call(new CountedJobs(IMAGES), "predict", "bare", "--overlay", "picture");
    call(new CountedJobs(IMAGES), "predict", "out", "--overlay", "picture", "--shard", "1/1");
    CommandLineCall.with(new JavaNetworks(), "merge", "--out", folder.resolve("out").toString());
    Map<String, String> merged = files("out");
    merged.remove("parts/run.json");
    DividedFiles.assertSame(files("bare"), merged);
  }

  private Map<String, String> files(String name) throws IOException {
    return DividedFiles.in(folder.resolve(name));
  }

  /** Bytes of all results. */
  private long size(String name) throws IOException {
    long bytes = 0;
    for (String file : files(name).keySet())
      bytes += Files.size(folder.resolve(name).resolve(file));
    return bytes;
  }

  private CommandLineCall call(Engine engine, String verb, String out, String... more) {
    List<String> line = new ArrayList<>(List.of(verb));
    line.addAll(List.of("--model", folder.resolve("model-segmentation").toString()));
    line.addAll(List.of("--input", images.toString(), "--out", folder.resolve(out).toString()));
    if (verb.equals("attack")) line.addAll(List.of("--attack", "pgd", "--steps", "2"));
    line.addAll(List.of(more));
    return CommandLineCall.with(engine, line.toArray(String[]::new));
  }
}
