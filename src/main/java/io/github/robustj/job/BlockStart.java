package io.github.robustj.job;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.robustj.data.Scaling;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.Trees;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.packaging.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a prediction in blocks began with, as it is kept beside what its blocks have found, so that
 * no other prediction goes on with that.
 *
 * @param version of RobustJ
 * @param imageSum,modelSum see {@link FileStamp}
 * @param scaling normalisation of the image
 */
record BlockStart(
    String version,
    String image,
    String imageSum,
    String model,
    String modelSum,
    int tile,
    int side,
    Scaling scaling) {

  private static final String NAME = "plan.json";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** What to do about blocks that cannot be used. */
  private static final String ANEW = "set overwrite to begin anew, or choose another out";

  /** Before the image was looked at. */
  static BlockStart of(BlockPrediction.Request wanted, int side) {
    return new BlockStart(
        Version.text(),
        words(wanted.image()),
        FileStamp.of(wanted.image()),
        words(wanted.model()),
        FileStamp.of(wanted.model()),
        wanted.tile(),
        side,
        null);
  }

  /**
   * Looks at the image's intensities, and writes what was found beside what blocks will find.
   *
   * @throws RobustJException if there are files in the way that may not be lost
   */
  BlockStart begin(BlockPrediction.Request wanted, Engine engine, JobListener listener) {
    LabelFolder.require(wanted.labels(), wanted.owner(), wanted.overwrite());
    clear(wanted.work());
    Scaling found =
        engine.run(new SurveyJob(wanted.image(), wanted.model(), wanted.tile()), listener);
    LabelFolder.clear(wanted.labels(), wanted.owner(), wanted.overwrite());
    BlockStart start = with(found);
    start.write(wanted.work());
    return start;
  }

  /**
   * @param more that decides about the labels, as text
   */
  BlockPlan plan(BlockPrediction.Request wanted, String more) {
    return new BlockPlan(
        wanted.image(),
        wanted.model(),
        wanted.work(),
        wanted.labels(),
        tile,
        side,
        scaling,
        "%s, %s %s, tile %d%s".formatted(wanted.owner(), imageSum, modelSum, tile, more));
  }

  private static String words(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private BlockStart with(Scaling found) {
    return new BlockStart(version, image, imageSum, model, modelSum, tile, side, found);
  }

  private void write(Path work) {
    AtomicFiles.text(work.resolve(NAME), GSON.toJson(this) + "\n");
  }

  /** Of an earlier run; empty if there is none, or it is damaged. */
  static Optional<BlockStart> readable(Path work) {
    try {
      return read(work);
    } catch (RobustJException damaged) {
      return Optional.empty();
    }
  }

  /**
   * Of an earlier run; empty if there is none.
   *
   * @throws RobustJException if it is damaged
   */
  static Optional<BlockStart> read(Path work) {
    Path file = work.resolve(NAME);
    if (!Files.isRegularFile(file)) return Optional.empty();
    try {
      BlockStart read = GSON.fromJson(Files.readString(file), BlockStart.class);
      if (read != null && read.scaling != null && read.version != null) return Optional.of(read);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    } catch (JsonParseException e) {
      // Told below, as what lacks something is.
    }
    throw new RobustJException(
        "%s is damaged, so that nobody knows of what the blocks beside it are; %s."
            .formatted(file, ANEW));
  }

  /**
   * Of an earlier run or of this one; empty if there is none, or it is damaged and may be lost.
   *
   * @throws RobustJException if it is damaged and may not
   */
  static Optional<BlockStart> there(BlockPrediction.Request wanted) {
    return wanted.overwrite() ? readable(wanted.work()) : read(wanted.work());
  }

  /**
   * What this run, or another process for it, has begun; empty if nothing that may stay.
   *
   * @param wanted says whether blocks of another run may be lost
   * @throws RobustJException if there are such blocks and they may not
   */
  Optional<BlockStart> begun(BlockPrediction.Request wanted) {
    Path work = wanted.work();
    Optional<BlockStart> there = there(wanted);
    Optional<String> difference = there.flatMap(this::difference);
    if (difference.isEmpty()) return there;
    if (wanted.overwrite()) return Optional.empty();
    throw new RobustJException(
        "The blocks in %s are of another run: %s; give what was given then, or %s."
            .formatted(work, difference.get(), ANEW));
  }

  /** In what this run is another one, a clause; empty if in nothing. */
  Optional<String> difference(BlockStart earlier) {
    Map<String, String> was = earlier.words();
    return words().entrySet().stream()
        .filter(now -> !now.getValue().equals(was.get(now.getKey())))
        .findFirst()
        .map(now -> difference(now.getKey(), was.get(now.getKey()), now.getValue()));
  }

  private static String difference(String what, String then, String now) {
    return what.startsWith("the files")
        ? what + " have changed since"
        : "%s was %s and is now %s".formatted(what, then, now);
  }

  private Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("the version of RobustJ", version);
    words.put("the image", image);
    words.put("the model", model);
    words.put("tile", Integer.toString(tile));
    words.put("block", Integer.toString(side));
    words.put("the files of the image", imageSum);
    words.put("the files of the model", modelSum);
    return words;
  }

  /**
   * Removes what an earlier run has left.
   *
   * @throws RobustJException if other files are there, or it cannot be removed
   */
  static void clear(Path work) {
    if (!Files.exists(work)) return;
    if (!Files.isRegularFile(work.resolve(NAME)) && !LabelFolder.isEmpty(work))
      throw new RobustJException(
          "%s is in the place where blocks are kept, but not RobustJ's; remove or rename it."
              .formatted(work));
    remove(work);
  }

  static void remove(Path work) {
    try {
      Trees.delete(work, List.of(NAME));
    } catch (IOException e) {
      throw WriteFailure.sentence(work, e);
    }
  }
}
