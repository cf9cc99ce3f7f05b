package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.Images;
import io.github.robustj.job.SeamNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Images beyond memory whose blocks are done in shares have the results of one run, bit for bit.
 */
class DividedBlocksTest {

  @TempDir Path folder;

  private CountedBlocks engine;
  private Path input;
  private Path out;

  /** Two slices of a mask are two blocks, one with objects is four. */
  private void write(String task) {
    SeamNetwork network = SeamNetwork.of(task, 1, 1);
    engine = new CountedBlocks(network);
    network.write(folder.resolve("model"));
    input =
        network.slide(
            folder.resolve("slide.ome.zarr"), 300, 270, task.equals("segmentation") ? 2 : 1);
    out = folder.resolve("out");
  }

  /** Small and large ones. */
  private void writeFolder(String task) throws IOException {
    write(task);
    Path all = Files.createDirectories(folder.resolve("images"));
    Files.move(input, all.resolve("b.ome.zarr"));
    SeamNetwork network = engine.network;
    network.slide(all.resolve("d.ome.zarr"), 280, 90, 2);
    ImageFiles.tiff(Images.of(network.image(90, 80, 1)), all.resolve("a.tif"));
    ImageFiles.tiff(Images.of(network.image(70, 80, 2)), all.resolve("c.tif"));
    input = all;
  }

  /** In another order than theirs. */
  @ParameterizedTest
  @CsvSource({
    "segmentation, 1, 2",
    "segmentation, 3, 2",
    "instance, 3, 4",
    "detection, 2, 4",
    "landmark, 2, 1"
  })
  void sharesGiveTheSame(String task, int shares, int parts) throws IOException {
    write(task);
    for (int i = shares; i >= 1; i--) {
      if (i == 1 && shares > 1 && parts > 1) fails(" missing in " + out.resolve("parts"), merge());
      done(share(i + "/" + shares));
    }
    assertEquals(parts, engine.blocks.get());
    assertEquals(task.equals("landmark") ? 0 : 1, engine.surveys.get());
    assertSameAsWhole(Program.DONE);
  }

  @Test
  void sharesRunAtTheSameTime() throws IOException {
    write("segmentation");
    assertSharesRunAtTheSameTime();
  }

  /** Outlines take long, and two shares go on beside each other as above. */
  @Tag("slow")
  @Test
  void sharesWithOutlinesRunAtTheSameTime() throws IOException {
    write("instance");
    assertSharesRunAtTheSameTime();
  }

  private void assertSharesRunAtTheSameTime() throws IOException {
    List<CompletableFuture<CommandLineCall>> both =
        Stream.of("1/2", "2/2")
            .map(i -> CompletableFuture.supplyAsync(() -> call(share(i))))
            .toList();
    for (CompletableFuture<CommandLineCall> one : both)
      assertEquals(Program.DONE, one.join().exitCode(), one.join().err());
    assertEquals(1, engine.surveys.get());
    assertSameAsWhole(Program.DONE);
  }

  @ParameterizedTest
  @CsvSource({"segmentation", "detection", "landmark"})
  void foldersOfSmallAndLargeImagesAreDivided(String task) throws IOException {
    writeFolder(task);
    done(share("2/2"));
    done(share("1/2"));
    assertSameAsWhole(Program.DONE);
  }

  @Test
  void aShareThatWasEndedGoesOn() throws IOException {
    write("detection");
    engine.end = 1;
    assertEquals(Program.CANCELLED, call(share("1/2")).exitCode());
    engine.end = Integer.MAX_VALUE;
    engine.blocks.set(0);
    CommandLineCall again = done(share("1/2"));
    assertTrue(again.err().contains("1 of 2 parts were finished before"), again.err());
    assertEquals(1, engine.blocks.get());
    done(share("2/2"));
    assertEquals(1, engine.surveys.get());
    assertSameAsWhole(Program.DONE);
  }

  @ParameterizedTest
  @CsvSource({"detection, seeds-000003", "segmentation, scores-000001"})
  void missingBlocksAreNamed(String task, String file) throws IOException {
    write(task);
    done(share("1/1"));
    Files.delete(out.resolve("slide.blocks/" + file));
    fails("is missing in " + out.resolve("parts") + ": slide at x ", merge());
    engine.blocks.set(0);
    done(share("1/1"));
    assertEquals(1, engine.blocks.get());
    assertSameAsWhole(Program.DONE);
  }

  /** Nobody loses finished blocks because of it without saying so. */
  @Test
  void aDamagedPlanIsNamed() throws IOException {
    write("detection");
    done(share("1/1"));
    Path plan = out.resolve("slide.blocks/plan.json");
    String whole = Files.readString(plan);
    Files.writeString(plan, whole.substring(0, whole.length() / 2));
    String said = plan + " is damaged, so that nobody knows of what the blocks beside it are; set";
    fails(said, merge());
    fails(said, share("1/1"));
    Files.writeString(plan, whole);
    assertSameAsWhole(Program.DONE);
  }

  @Test
  void otherOptionsAndImagesAreRefused() throws IOException {
    write("detection");
    done(share("1/2"));
    fails("tile was 64 and is now 96", line(out, "--shard", "2/2", "--tile", "96"));
    fails("block was 256 and is now 257", line(out, "--shard", "2/2", "--block", "257"));
    Path chunk = input.resolve("0/0/0");
    Files.setLastModifiedTime(chunk, FileTime.fromMillis(12345));
    fails("the files of the image have changed since; give what", share("2/2"));
    done(line(out, "--shard", "2/2", "--overwrite"));
    done(line(out, "--shard", "1/2", "--overwrite"));
    assertEquals(2, engine.surveys.get());
    assertSameAsWhole(Program.DONE);
  }

  /** Blocks of an undivided run that was ended are no other ones. */
  @Test
  void blocksOfAnEndedRunAreKept() throws IOException {
    write("detection");
    engine.end = 2;
    assertEquals(Program.CANCELLED, call(line(out)).exitCode());
    engine.end = Integer.MAX_VALUE;
    done(share("1/1"));
    assertEquals(1, engine.surveys.get());
    engine.blocks.set(0);
    // And an undivided run goes on with those of shares.
    done(line(folder.resolve("out"), "--resume"));
    assertEquals(0, engine.blocks.get());
    assertEquals(List.of("run.json"), List.of(out.resolve("parts").toFile().list()));
    fails("were merged before, and the results are there", merge());
  }

  /** One image does not end the others; what is found of it is kept until it can be mended. */
  @Test
  void blocksThatFailAreNamedAtTheEnd() throws IOException {
    writeFolder("segmentation");
    engine.broken = "b.ome.zarr";
    CommandLineCall share = call(share("1/1"));
    assertEquals(Program.FAILED, share.exitCode());
    assertTrue(share.err().contains("2 of 6 parts failed: b at x 0 to 300"), share.err());
    CommandLineCall merged = call(merge());
    assertEquals(Program.FAILED, merged.exitCode());
    assertTrue(merged.err().contains("1 of 4 images failed: b.ome.zarr"), merged.err());
    assertTrue(Files.exists(out.resolve("d-overview.png")));
    engine.broken = "";
    engine.blocks.set(0);
    done(share("1/1"));
    assertEquals(2, engine.blocks.get());
    assertSameAsWhole(Program.DONE);
  }

  private void assertSameAsWhole(int exit) throws IOException {
    engine.blocks.set(0);
    CommandLineCall merged = call(merge());
    assertEquals(exit, merged.exitCode(), merged.err());
    assertEquals(0, engine.blocks.get());
    Map<String, String> found = DividedFiles.in(out);
    assertTrue(found.remove("parts/run.json").contains("\"joined\": true"));
    assertFalse(Files.exists(out.resolve("slide.blocks")));
    Path whole = folder.resolve("whole");
    assertEquals(exit, call(line(whole)).exitCode());
    DividedFiles.assertSame(DividedFiles.in(whole), found);
  }

  private String[] share(String shard) {
    return line(out, "--shard", shard);
  }

  private String[] line(Path to, String... more) {
    List<String> line = new ArrayList<>(List.of("predict"));
    line.addAll(List.of("--model", folder.resolve("model").toString()));
    line.addAll(List.of("--input", input.toString(), "--out", to.toString()));
    List<String> own = List.of(more);
    boolean tiles = !engine.network.task().equals("landmark");
    if (tiles && !own.contains("--tile")) line.addAll(List.of("--tile", "64"));
    if (!own.contains("--block")) line.addAll(List.of("--block", "256"));
    line.addAll(own);
    return line.toArray(String[]::new);
  }

  private String[] merge() {
    return new String[] {"merge", "--out", out.toString()};
  }

  private CommandLineCall call(String... line) {
    return CommandLineCall.with(engine, line);
  }

  private CommandLineCall done(String... line) {
    CommandLineCall call = call(line);
    assertEquals(Program.DONE, call.exitCode(), Arrays.toString(line) + call.err());
    return call;
  }

  private void fails(String sentence, String... line) {
    CommandLineCall call = call(line);
    assertTrue(call.exitCode() != Program.DONE, call.out());
    assertTrue(call.err().contains(sentence), call.err());
    assertFalse(call.err().contains("an error of its own"), call.err());
  }
}
