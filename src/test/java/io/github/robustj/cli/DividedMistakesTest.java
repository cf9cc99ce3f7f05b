package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.file.OutputLock;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where shares of a prediction are not asked for as they should be. */
class DividedMistakesTest extends DividedPrediction {

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

  @Test
  void partsWithoutTheirCommandAreNotMerged() throws IOException {
    done(predict("--shard", "1/1"));
    Files.delete(parts.resolve("run.json"));
    fails("The parts in %s cannot be merged, since run.json".formatted(parts), merge());
  }

  @Test
  void nothingIsMergedBeforeAnythingIsDone() {
    fails("There are no finished parts in " + parts, merge());
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
  @DisabledOnOs(OS.WINDOWS)
  void aFolderThatCannotBeWrittenIsSaid() throws IOException {
    Files.createDirectories(out);
    Files.writeString(parts, "a file in the way");
    fails("is not a folder", predict("--shard", "1/2"));
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
}
