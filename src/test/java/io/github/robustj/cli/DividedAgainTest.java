package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.parts.PartStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What of the parts of a prediction is missing, damaged or of other data is done again. */
class DividedAgainTest extends DividedPrediction {

  /** What another share has left is looked at where all seems to be there. */
  @Test
  void aShareDoesNotCountDamagedParts() throws IOException {
    done(predict("--shard", "1/2"));
    Files.write(part("disc 0"), new byte[3]);
    String last = done(predict("--shard", "2/2")).out();
    assertTrue(last.contains("1 of 4 parts is missing yet."), last);
  }

  @Test
  void nothingIsSaidToBeKeptWhereNothingIsFinished() throws IOException {
    CountedJobs ending = new CountedJobs(0);
    CommandLineCall ended = CommandLineCall.with(ending, predict("--shard", "1/1"));
    assertEquals(Program.CANCELLED, ended.exitCode(), ended.err());
    assertFalse(ended.err().contains("What is finished"), ended.err());
  }

  @Test
  void missingPartsAreListed() throws IOException {
    done(predict("--shard", "1/2"));
    fails("2 of 4 parts are missing in " + parts + ": disc 1.tif, disc 3.tif;", merge());
    fails("run predict as before with --shard 1/1, which does only what is missing", merge());
    CountedJobs engine = new CountedJobs();
    assertEquals(Program.DONE, CommandLineCall.with(engine, predict("--shard", "1/1")).exitCode());
    assertEquals(2, engine.jobs);
    assertSameAsWhole();
  }

  /** The first share was killed while it was in its second part. */
  @Test
  void aShareThatWasEndedKeepsItsFinishedParts() throws IOException {
    CountedJobs ending = new CountedJobs(2);
    CommandLineCall ended = CommandLineCall.with(ending, predict("--shard", "1/1"));
    assertEquals(Program.CANCELLED, ended.exitCode(), ended.err());
    assertTrue(
        ended
            .err()
            .contains("What is finished is kept in " + parts + "; the same command goes on"));
    CountedJobs engine = new CountedJobs();
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
    CountedJobs engine = new CountedJobs();
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
    CountedJobs engine = new CountedJobs();
    CommandLineCall.with(engine, predict("--shard", "1/1"));
    assertEquals(1, engine.jobs);
    assertSameAsWhole();
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

  /** As of a wrong model, which no image is to blame for. */
  @Test
  void whatFailsAlikeTwiceEndsTheShare() {
    CountedJobs engine = new CountedJobs();
    engine.failure = "No room for the network.";
    CommandLineCall call = CommandLineCall.with(engine, predict("--shard", "1/1"));
    assertEquals(Program.FAILED, call.exitCode());
    assertTrue(call.err().lines().toList().contains("No room for the network."), call.err());
    assertEquals(2, engine.jobs);
    // It is tried again.
    done(predict("--shard", "1/1"));
  }
}
