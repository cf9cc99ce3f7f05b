package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.file.OutputLock;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.PredictFileJob;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.parts.PartStore;
import io.github.robustj.testing.JavaNetworks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where the parts of a prediction are not as they should be, and what is done. */
class DividedMistakesTest {

  private static final int IMAGES = 4;

  @TempDir Path folder;
  private Path images;
  private Path out;
  private Path parts;

  @BeforeEach
  void write() throws IOException {
    DividedData.write(folder, IMAGES);
    images = folder.resolve("data-segmentation/images");
    out = folder.resolve("out");
    parts = out.resolve("parts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3/2 | must be I/N with I from 1 to N",
        "0/0 | must be I/N with I from 1 to N",
        "0/3 | must be I/N with I from 1 to N",
        "2 | must be I/N, as 2/8 for the second of eight shares",
        "a/b | must be I/N, as 2/8 for the second of eight shares",
      })
  void aShareThatIsNoneIsRefused(String shard, String said) throws IOException {
    CommandLineCall call = call(predict("--shard", shard));
    assertEquals(Program.USAGE, call.exitCode());
    assertTrue(call.err().contains(said), call.err());
    assertFalse(Files.exists(out));
  }

  @Test
  void aShareAndAClusterExcludeEachOther() {
    fails("exclude each other", predict("--shard", "1/2", "--cluster", "local[1]"));
  }

  @Test
  void aShareBeyondTheLastPartDoesNothing() {
    CommandLineCall call = done(predict("--shard", "9/9"));
    assertTrue(call.out().contains("has nothing to do: there are 4 parts"), call.out());
  }

  /** What another share has left is looked at where all seems to be there. */
  @Test
  void aShareDoesNotCountDamagedParts() throws IOException {
    done(predict("--shard", "1/2"));
    Files.write(part("disc 0"), new byte[3]);
    String last = done(predict("--shard", "2/2")).out();
    assertTrue(last.contains("1 of 4 parts is missing yet."), last);
  }

  @Test
  void partsWithoutTheirCommandAreNotMerged() throws IOException {
    done(predict("--shard", "1/1"));
    Files.delete(parts.resolve("run.json"));
    fails("The parts in %s cannot be merged, since run.json".formatted(parts), merge());
  }

  @Test
  void nothingIsSaidToBeKeptWhereNothingIsFinished() throws IOException {
    Counting ending = new Counting();
    ending.end = 0;
    CommandLineCall ended = CommandLineCall.with(ending, predict("--shard", "1/1"));
    assertEquals(Program.CANCELLED, ended.exitCode(), ended.err());
    assertFalse(ended.err().contains("What is finished"), ended.err());
  }

  @Test
  void nothingIsMergedBeforeAnythingIsDone() {
    fails("There are no finished parts in " + parts, merge());
  }

  @Test
  void missingPartsAreListed() throws IOException {
    done(predict("--shard", "1/2"));
    fails("2 of 4 parts are missing in " + parts + ": disc 1.tif, disc 3.tif;", merge());
    fails("run predict as before with --shard 1/1, which does only what is missing", merge());
    Counting engine = new Counting();
    assertEquals(Program.DONE, CommandLineCall.with(engine, predict("--shard", "1/1")).exitCode());
    assertEquals(2, engine.jobs);
    assertSameAsWhole();
  }

  /** Else they would become results in the place that they had, over what is there. */
  @Test
  void partsThatWereMovedAreRefused() throws IOException {
    done(predict("--shard", "1/1"));
    Path moved = folder.resolve("moved");
    Files.move(out, moved);
    fails("were made for out=" + out, new String[] {"merge", "--out", moved.toString()});
    assertFalse(Files.exists(out));
    Files.move(moved, out);
    assertSameAsWhole();
  }

  /** The first share was killed while it was in its second part. */
  @Test
  void aShareThatWasEndedKeepsItsFinishedParts() throws IOException {
    Counting ending = new Counting();
    ending.end = 2;
    CommandLineCall ended = CommandLineCall.with(ending, predict("--shard", "1/1"));
    assertEquals(Program.CANCELLED, ended.exitCode(), ended.err());
    assertTrue(
        ended
            .err()
            .contains("What is finished is kept in " + parts + "; the same command goes on"));
    Counting engine = new Counting();
    CommandLineCall again = CommandLineCall.with(engine, predict("--shard", "1/1"));
    assertTrue(again.err().contains("2 of 4 parts were finished before"), again.err());
    assertEquals(IMAGES - 2, engine.jobs);
    assertSameAsWhole();
  }

  @Test
  void aDamagedPartIsDoneAgain() throws IOException {
    done(predict("--shard", "1/1"));
    Path file = part("disc 2");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);
    fails("1 of 4 parts is missing in " + parts + ": disc 2.tif;", merge());
    Counting engine = new Counting();
    CommandLineCall again = CommandLineCall.with(engine, predict("--shard", "1/1"));
    assertTrue(
        again.err().contains(file + " is damaged; disc 2.tif counts as missing"), again.err());
    assertEquals(1, engine.jobs);
    assertSameAsWhole();
  }

  @Test
  void anImageThatChangedIsDoneAgain() throws IOException {
    done(predict("--shard", "1/1"));
    Files.copy(
        images.resolve("disc 0.tif"),
        images.resolve("disc 3.tif"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    CommandLineCall merged = call(merge());
    assertTrue(merged.err().contains("disc 3.tif has changed since"), merged.err());
    assertTrue(merged.err().contains("1 of 4 parts is missing"), merged.err());
    done(predict("--shard", "1/1"));
    assertSameAsWhole();
  }

  /** Results had another form then. */
  @Test
  void aPartOfAnEarlierVersionIsDoneAgain() throws IOException {
    done(predict("--shard", "1/1"));
    PartStore store = PartStore.in(parts, line -> {});
    byte[] kept = store.result("disc 2.tif").orElseThrow();
    int form = new String(kept, StandardCharsets.ISO_8859_1).indexOf("RJB2");
    kept[form + 3] = '1';
    store.keep("disc 2.tif", kept);
    CommandLineCall merged = call(merge());
    assertTrue(merged.err().contains("another version of RobustJ"), merged.err());
    assertTrue(merged.err().contains("1 of 4 parts is missing"), merged.err());
    Counting engine = new Counting();
    CommandLineCall.with(engine, predict("--shard", "1/1"));
    assertEquals(1, engine.jobs);
    assertSameAsWhole();
  }

  @Test
  void otherOptionsModelsAndImagesAreRefused() throws IOException {
    done(predict("--shard", "1/2"));
    fails(
        "holds finished parts of another run: tile was not set and is now 64",
        predict("--shard", "2/2", "--tile", "64"));
    // The default, typed, is no other option.
    done(predict("--shard", "2/2", "--tile", "512"));
    Files.copy(images.resolve("disc 0.tif"), images.resolve("new.tif"));
    fails("new.tif has come since", predict("--shard", "1/2"));
    fails("new.tif has come since", merge());
    Files.delete(images.resolve("new.tif"));
    Files.delete(images.resolve("disc 0.tif"));
    fails("disc 0.tif is not there any more", predict("--shard", "1/2"));
  }

  @Test
  void anotherModelIsRefused() throws IOException {
    done(predict("--shard", "1/2"));
    DividedData.model(folder.resolve("model-segmentation"), "segmentation", 7);
    fails("the model has changed since", predict("--shard", "2/2"));
    done(predict("--shard", "2/2", "--overwrite"));
    fails("2 of 4 parts are missing", merge());
  }

  @Test
  void whatWasMergedIsNotDoneOrMergedAgain() throws IOException {
    done(predict("--shard", "1/1"));
    done(merge());
    for (String[] line :
        List.of(merge(), new String[] {"merge", "--out", out.toString(), "--overwrite"}))
      fails("to begin anew, run predict as before with the option overwrite", line);
    fails("were merged before, and the results are there", predict("--shard", "1/2"));
    done(predict("--shard", "1/1", "--overwrite"));
    assertSameAsWhole();
  }

  @Test
  void aShareIsDoneByOneProcess() {
    done(predict("--shard", "2/2"));
    try (OutputLock other = OutputLock.on(parts.resolve("shard 1 of 2"))) {
      fails("is being written by another run of RobustJ", predict("--shard", "1/2"));
    }
  }

  @Test
  void aDamagedDescriptionOfTheRunIsSaid() throws IOException {
    done(predict("--shard", "1/2"));
    Files.writeString(parts.resolve("run.json"), "{\"robustjParts\": 1, \"ru");
    fails("run.json is damaged", merge());
    fails("run.json is damaged", predict("--shard", "2/2"));
    done(predict("--shard", "1/1", "--overwrite"));
    assertSameAsWhole();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFolderThatCannotBeWrittenIsSaid() throws IOException {
    Files.createDirectories(out);
    Files.writeString(parts, "a file in the way");
    fails("is not a folder", predict("--shard", "1/2"));
  }

  /** As of a wrong model, which no image is to blame for. */
  @Test
  void whatFailsAlikeTwiceEndsTheShare() {
    Counting engine = new Counting();
    engine.failure = "No room for the network.";
    CommandLineCall call = CommandLineCall.with(engine, predict("--shard", "1/1"));
    assertEquals(Program.FAILED, call.exitCode());
    assertTrue(call.err().lines().toList().contains("No room for the network."), call.err());
    assertEquals(2, engine.jobs);
    // It is tried again.
    done(predict("--shard", "1/1"));
  }

  /** As if the parts had been done in another folder, by paths that are seen from there. */
  @Test
  void partsOfAnotherFolderAreMergedFromWhereTheyLead() throws IOException {
    done(predict("--shard", "1/1"));
    Path run = parts.resolve("run.json");
    String absolute = Files.readString(run);
    String relative =
        absolute.replace(
            "\"folder\": \"\"", "\"folder\": \"%s\"".formatted(folder.toAbsolutePath()));
    assertFalse(relative.equals(absolute), absolute);
    relative = relative.replace("\"" + folder.toAbsolutePath() + "/", "\"");
    assertTrue(relative.contains("\"data-segmentation/images\""), relative);
    Files.writeString(run, relative);
    done(predict("--shard", "1/1"));
    assertEquals(relative.replace("\"shared\": false", "\"shared\": true"), Files.readString(run));
    Files.writeString(run, relative.replace("\"out\": \"out\"", "\"out\": \"elsewhere\""));
    fails("from which their paths are seen, but this is", merge());
    Files.writeString(run, relative);
    assertSameAsWhole();
  }

  /** Names of ready models are no paths. */
  @Test
  void whatIsAbsoluteOrANameIsSeenFromAnywhere() {
    for (String model : List.of("hippocampus-standard", images.toString(), "models/a")) {
      Options options =
          Options.of(Map.of("model", model), List.of(OptionTable.MODEL, OptionTable.SPLIT));
      List<Key<?>> keys = List.of(OptionTable.MODEL, OptionTable.SPLIT);
      boolean relative = model.equals("models/a");
      assertEquals(relative, RelativePaths.areAmong(options, keys), model);
      assertEquals(
          relative ? Map.of("model", folder.resolve(model)) : Map.of(),
          RelativePaths.seenFrom(folder, options, keys));
    }
  }

  private Path part(String name) throws IOException {
    try (Stream<Path> list = Files.list(parts)) {
      String there = name.replace(' ', '_');
      return list.filter(f -> f.toString().contains(there)).findFirst().orElseThrow();
    }
  }

  private void assertSameAsWhole() throws IOException {
    done(merge());
    Map<String, String> found = DividedFiles.in(out);
    found.remove("parts/run.json");
    Path whole = folder.resolve("whole");
    done(line(whole));
    DividedFiles.assertSame(DividedFiles.in(whole), found);
  }

  private String[] predict(String... more) {
    return line(out, more);
  }

  private String[] line(Path to, String... more) {
    List<String> line = new ArrayList<>(List.of("predict"));
    line.addAll(List.of("--model", folder.resolve("model-segmentation").toString()));
    line.addAll(List.of("--input", images.toString(), "--out", to.toString()));
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  private String[] merge() {
    return new String[] {"merge", "--out", out.toString()};
  }

  private static CommandLineCall call(String... line) {
    return CommandLineCall.with(new JavaNetworks(), line);
  }

  private static CommandLineCall done(String... line) {
    CommandLineCall call = call(line);
    assertEquals(Program.DONE, call.exitCode(), call.err());
    return call;
  }

  private static void fails(String sentence, String... line) {
    CommandLineCall call = call(line);
    assertTrue(call.exitCode() != Program.DONE, call.out());
    assertTrue(call.err().contains(sentence), call.err());
    assertFalse(call.err().contains("an error of its own"), call.err());
  }

  /** Counts the parts, and may end before one, or fail in each. */
  private static final class Counting implements Engine {

    private final Engine real = new JavaNetworks();
    private int end = Integer.MAX_VALUE;
    private String failure = "";
    private int jobs;

    @Override
    public <R> R run(Job<R> job, JobListener listener) {
      if (!(job instanceof PredictFileJob)) return real.run(job, listener);
      if (jobs == end) throw new CancellationException("killed");
      jobs++;
      if (!failure.isEmpty()) throw new io.github.robustj.error.RobustJException(failure);
      return real.run(job, listener);
    }
  }
}
