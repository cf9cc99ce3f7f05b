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

  /** Before the image was looked at. */
  static BlockStart of(Path image, Path model, int tile, int side) {
    return new BlockStart(
        Version.text(),
        words(image),
        FileStamp.of(image),
        words(model),
        FileStamp.of(model),
        tile,
        side,
        null);
  }

  private static String words(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  BlockStart with(Scaling found) {
    return new BlockStart(version, image, imageSum, model, modelSum, tile, side, found);
  }

  void write(Path work) {
    AtomicFiles.text(work.resolve(NAME), GSON.toJson(this) + "\n");
  }

  /** Of an earlier run; empty if there is none. */
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
        "%s is damaged; run again without resume, which begins anew.".formatted(file));
  }

  /**
   * @throws RobustJException if this run is another one, naming in what
   */
  void requireSame(BlockStart earlier, Path work) {
    Map<String, String> was = earlier.words();
    words()
        .forEach(
            (what, now) -> {
              if (!now.equals(was.get(what)))
                throw new RobustJException(
                    "The blocks in %s are of another run: %s; run again without resume, which begins anew, or bring back what was there."
                        .formatted(work, difference(what, was.get(what), now)));
            });
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
