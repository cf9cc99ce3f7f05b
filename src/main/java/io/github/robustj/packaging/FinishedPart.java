package io.github.robustj.packaging;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.Provenance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is finished of an evaluation that was restricted to some of its cases, all numbers bit for
 * bit.
 *
 * @param how what was measured, and how: {@code cases} and {@code checksum} are of these cases
 *     alone; empty if none of them can be used
 * @param found in the order in which it was finished
 */
public record FinishedPart(Optional<Provenance> how, List<Entry> found) {

  /** Of cases that cannot be used, which the whole evaluation finds by itself. */
  public static final FinishedPart UNUSABLE = new FinishedPart(Optional.empty(), List.of());

  /**
   * @param kind its label, see {@link FinishedWork#KINDS}
   * @param name of the case
   * @param found as JSON
   */
  public record Entry(String kind, String name, String found) {}

  private record Line(String kind, String name, JsonElement found) {}

  private record Whole(Provenance how, List<Line> found) {}

  /** What was found of a kind under a name. */
  public <T> Optional<T> of(FinishedWork.Kind<T> kind, String name) {
    return found.stream()
        .filter(entry -> entry.kind.equals(kind.label()) && entry.name.equals(name))
        .findFirst()
        .map(entry -> UnfinishedEvaluation.GSON.fromJson(entry.found, kind.type()));
  }

  /** JSON in UTF-8. */
  public byte[] bytes() {
    List<Line> lines =
        found.stream()
            .map(
                e ->
                    new Line(
                        e.kind,
                        e.name,
                        UnfinishedEvaluation.GSON.fromJson(e.found, JsonElement.class)))
            .toList();
    String text = UnfinishedEvaluation.GSON.toJson(new Whole(how.orElse(null), lines));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws RobustJException if these are not {@link #bytes}
   */
  public static FinishedPart of(byte[] bytes) {
    try {
      Whole whole =
          UnfinishedEvaluation.GSON.fromJson(
              new String(bytes, StandardCharsets.UTF_8), Whole.class);
      return new FinishedPart(
          Optional.ofNullable(whole.how),
          whole.found.stream()
              .map(
                  line ->
                      new Entry(line.kind, line.name, UnfinishedEvaluation.GSON.toJson(line.found)))
              .toList());
    } catch (JsonParseException | NullPointerException e) {
      throw new RobustJException(
          "A finished part of the evaluation is of another version of RobustJ; let it be done again.",
          e);
    }
  }

  /**
   * In what the parts of one evaluation differ from it that should be the same, a clause; empty if
   * in nothing.
   *
   * @param whole of all cases; those of the part, their checksum and the machine's system are not
   *     compared
   * @param files options that are not compared, either
   */
  public Optional<String> difference(Provenance whole, Set<String> files) {
    return how.flatMap(its -> ProvenanceDifference.between(its.among(whole, files), whole));
  }

  /** Keeps what is found in memory. One thread at a time may keep. */
  public static final class Collector implements FinishedWork {

    private final List<Entry> found = new ArrayList<>();

    @Override
    public <T> Optional<T> of(Kind<T> kind, String name) {
      return Optional.empty();
    }

    @Override
    public synchronized <T> void keep(Kind<T> kind, String name, T result) {
      found.add(new Entry(kind.label(), name, UnfinishedEvaluation.GSON.toJson(result)));
    }

    /**
     * @param how it was found
     */
    public synchronized FinishedPart part(Provenance how) {
      return new FinishedPart(Optional.of(how), List.copyOf(found));
    }
  }
}
