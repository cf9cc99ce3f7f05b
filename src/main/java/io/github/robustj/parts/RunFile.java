package io.github.robustj.parts;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code run.json} beside finished parts: which command they are of.
 *
 * @param robustjParts version of the format
 * @param shared whether some were given to a share, so that others may come for theirs
 * @param joined whether the parts were joined, and are not there any more
 */
record RunFile(int robustjParts, DividedCommand run, boolean shared, boolean joined) {

  private static final int FORMAT = 1;
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  RunFile(DividedCommand run) {
    this(FORMAT, run, false, false);
  }

  RunFile asShared() {
    return new RunFile(robustjParts, run, true, joined);
  }

  RunFile asJoined() {
    return new RunFile(robustjParts, run, shared, true);
  }

  static Path in(Path folder) {
    return folder.resolve("run.json");
  }

  /** As {@link #read}; empty also if it is damaged. */
  static Optional<RunFile> readable(Path folder) {
    try {
      return read(folder);
    } catch (RobustJException damaged) {
      return Optional.empty();
    }
  }

  /**
   * @return empty if there is none
   * @throws RobustJException if it is damaged or cannot be read
   */
  static Optional<RunFile> read(Path folder) {
    Path file = in(folder);
    if (!Files.exists(file)) return Optional.empty();
    try {
      RunFile found = GSON.fromJson(Files.readString(file), RunFile.class);
      if (found != null && found.robustjParts == FORMAT && found.run != null)
        return Optional.of(found);
    } catch (JsonParseException damaged) {
      // Said below.
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
    throw new RobustJException(
        "%s is damaged, or of another version of RobustJ, so that the parts beside it cannot be used; set overwrite to begin anew, or choose another out."
            .formatted(file));
  }

  void write(Path folder) {
    AtomicFiles.text(in(folder), GSON.toJson(this) + "\n");
  }
}
