package io.github.robustj.packaging;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.CaseResult;
import io.github.robustj.evaluation.FinishedCases;
import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.WriteFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The finished cases of an evaluation that still runs, in a file of lines of JSON: the first says
 * what is measured and how, each further one is a case with all its numbers, bit for bit. A line
 * counts once its end is on the disk, so that a killed process loses the case in work alone.
 */
public final class UnfinishedEvaluation implements FinishedCases {

  private static final int FORMAT = 1;

  /** Numbers that are not finite are written as such, unlike in results for others. */
  private static final Gson GSON =
      new GsonBuilder()
          .serializeSpecialFloatingPointValues()
          .serializeNulls()
          .registerTypeAdapterFactory(new Optionals())
          .disableHtmlEscaping()
          .create();

  private final Path file;
  private final FileChannel channel;
  private final Part part;
  private final long opened = System.nanoTime();
  private boolean anyKept;

  private UnfinishedEvaluation(Path file, FileChannel channel, Part part) {
    this.file = file;
    this.channel = channel;
    this.part = part;
  }

  private record Header(int robustjUnfinished, Provenance how) {}

  /**
   * @param seconds that the evaluation had taken when it was finished
   */
  private record Line(
      String name,
      List<CaseScore> scores,
      MinimalPerturbations.OfCase minimal,
      long asked,
      long notFinite,
      double seconds) {

    CaseResult result() {
      return new CaseResult(name, scores, Optional.ofNullable(minimal), asked, notFinite);
    }
  }

  /**
   * What stands in a file.
   *
   * @param length of all complete lines, in bytes
   */
  private record Part(Provenance how, Map<String, CaseResult> cases, double seconds, long length) {}

  /** An unfinished evaluation, as users are told of it. */
  public record State(Provenance how, int done) {}

  /**
   * What stands in a file; empty if there is none, or no case in it is finished.
   *
   * @throws RobustJException if it is something else
   */
  public static Optional<State> in(Path file) {
    if (!Files.exists(file)) return Optional.empty();
    Part part = read(file);
    return part.cases.isEmpty()
        ? Optional.empty()
        : Optional.of(new State(part.how, part.cases.size()));
  }

  /**
   * Begins anew.
   *
   * @throws RobustJException if the file cannot be written
   */
  public static UnfinishedEvaluation begin(Path file, Provenance how) {
    try {
      if (file.toAbsolutePath().getParent() != null)
        Files.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      UnfinishedEvaluation begun =
          new UnfinishedEvaluation(file, channel, new Part(how, Map.of(), 0, 0));
      begun.append(new Header(FORMAT, how));
      return begun;
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }

  /**
   * Goes on with what stands in the file, which must be of the same evaluation.
   *
   * @throws RobustJException if it is not, naming what differs, or cannot be written
   */
  public static UnfinishedEvaluation resume(Path file, Provenance how) {
    Part part = read(file);
    Optional<String> difference = ProvenanceDifference.between(part.how, how);
    if (difference.isPresent())
      throw new RobustJException(
          "%s is of another evaluation: %s; give what was given then, or set overwrite to begin anew, or choose another out."
              .formatted(file, difference.get()));
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      channel.truncate(part.length);
      channel.position(part.length);
      return new UnfinishedEvaluation(file, channel, part);
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }

  @Override
  public Optional<CaseResult> of(String name) {
    return Optional.ofNullable(part.cases.get(name));
  }

  @Override
  public void keep(CaseResult result) {
    anyKept = true;
    append(
        new Line(
            result.name(),
            result.scores(),
            result.minimal().orElse(null),
            result.asked(),
            result.notFinite(),
            part.seconds + (System.nanoTime() - opened) / 1e9));
  }

  @Override
  public Provenance together(Provenance run) {
    return run.at(part.how.date(), part.seconds + run.seconds());
  }

  /** Without a finished case nothing is left behind. */
  @Override
  public void close() {
    try {
      channel.close();
      if (part.cases.isEmpty() && !anyKept) Files.deleteIfExists(file);
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }

  private void append(Object line) {
    ByteBuffer bytes = ByteBuffer.wrap((GSON.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) channel.write(bytes);
      channel.force(false);
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }

  private static Part read(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String first = complete(reader);
      Header header = first == null ? null : value(first, Header.class);
      if (header == null || header.how == null || header.robustjUnfinished != FORMAT)
        throw new RobustJException(
            "%s is no unfinished evaluation of this version of RobustJ; set overwrite to begin anew, or choose another out."
                .formatted(file));
      Map<String, CaseResult> cases = new HashMap<>();
      double seconds = 0;
      long length = first.length() + 1L;
      for (String text = complete(reader); text != null; text = complete(reader)) {
        Line line = value(text, Line.class);
        if (line == null || line.name == null || line.scores == null) break;
        cases.put(line.name, line.result());
        seconds = line.seconds;
        length += text.length() + 1;
      }
      return new Part(header.how, cases, seconds, length);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  /**
   * The next line, a character for each byte, without its end; {@code null} where there is none or
   * it has no end, because who wrote it was killed.
   */
  private static String complete(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = reader.read(); next >= 0; next = reader.read()) {
      if (next == '\n') return line.toString();
      line.append((char) next);
    }
    return null;
  }

  /** {@code null} for what is none. */
  private static <T> T value(String bytes, Class<T> type) {
    String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    try {
      return GSON.fromJson(text, type);
    } catch (JsonParseException damaged) {
      return null;
    }
  }
}
