package io.github.robustj.data.reader;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Split;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A text file with the names of the cases to use, one per line, with or without extension; {@code
 * #} begins a comment. Below a line {@code [train]} or {@code [validation]} the names are for that
 * part, and the split is fixed.
 *
 * @param selected all named cases, in the file's order, each once
 * @param fixed the split, if the file has headings
 * @param notes what the user should know, a sentence each
 */
public record SplitFile(List<CaseFiles> selected, Optional<Split> fixed, List<String> notes) {

  private static final String TRAIN = "[train]";
  private static final String VALIDATION = "[validation]";
  private static final String NO_PART = "";

  /**
   * @throws RobustJException if the file cannot be read, names a case that the data set does not
   *     have, names none, has an unknown heading or a name above the first heading, or puts a
   *     patient on both sides
   */
  public static SplitFile read(Path file, Dataset dataset) {
    Map<String, List<CaseFiles>> parts = parts(file, dataset);
    List<CaseFiles> all = parts.values().stream().flatMap(List::stream).distinct().toList();
    if (all.isEmpty())
      throw new RobustJException(
          "The split file %s names no case; list one name per line.".formatted(file));
    if (parts.keySet().equals(Set.of(NO_PART)))
      return new SplitFile(all, Optional.empty(), List.of());
    if (parts.containsKey(NO_PART))
      throw new RobustJException(
          "The split file %s names %s above its first heading; move it below %s or %s."
              .formatted(file, parts.get(NO_PART).get(0).name(), TRAIN, VALIDATION));
    Split split =
        new Split(parts.getOrDefault(TRAIN, List.of()), parts.getOrDefault(VALIDATION, List.of()));
    requireApart(file, split);
    Optional<String> shared = shared(file, split);
    // A guess is no reason to refuse what the user has written down.
    if (shared.isPresent() && !dataset.patients().guessed())
      throw new RobustJException(shared.get() + "; put both on one side.");
    return new SplitFile(
        all,
        Optional.of(split),
        shared.map(s -> s + ", as far as the names tell; the option group tells otherwise").stream()
            .toList());
  }

  /**
   * Whether a file names cases that are kept aside, whatever the data set.
   *
   * @throws RobustJException if the file cannot be read
   */
  public static boolean hasValidation(Path file) {
    boolean below = false;
    for (String line : lines(file)) {
      String text = withoutComment(line);
      if (text.equals(TRAIN) || text.equals(VALIDATION)) below = text.equals(VALIDATION);
      else if (below && !text.isEmpty()) return true;
    }
    return false;
  }

  private static List<String> lines(Path file) {
    if (!Files.isRegularFile(file))
      throw new RobustJException("There is no split file " + file + "; check the path.");
    return TextFile.lines(file);
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).strip();
  }

  /** The cases below each heading; a heading without names is left out. */
  private static Map<String, List<CaseFiles>> parts(Path file, Dataset dataset) {
    List<String> lines = lines(file);
    Map<String, CaseFiles> known =
        dataset.cases().stream().collect(Collectors.toMap(CaseFiles::name, Function.identity()));
    Map<String, List<CaseFiles>> parts = new LinkedHashMap<>();
    String part = NO_PART;
    for (String line : lines) {
      String text = withoutComment(line);
      Optional<CaseFiles> whole = named(line, known);
      if (whole.isEmpty() && text.startsWith("[")) part = heading(file, text);
      else if (!text.isEmpty() || whole.isPresent()) {
        CaseFiles found =
            whole.or(() -> named(text, known)).orElseThrow(() -> unknown(file, text, dataset));
        List<CaseFiles> its = parts.computeIfAbsent(part, p -> new ArrayList<>());
        if (!its.contains(found)) its.add(found);
      }
    }
    return parts;
  }

  /** A name may itself hold what begins a comment. */
  private static Optional<CaseFiles> named(String text, Map<String, CaseFiles> known) {
    return Optional.ofNullable(known.getOrDefault(text, known.get(Names.stem(text))));
  }

  /** The same case on both sides is a mistake, whoever its patient is. */
  private static void requireApart(Path file, Split split) {
    for (CaseFiles one : split.validation())
      if (split.training().contains(one))
        throw new RobustJException(
            "The split file %s has %s both for training and for validation; keep it on one side."
                .formatted(file, one.name()));
  }

  private static String heading(Path file, String text) {
    if (text.equals(TRAIN) || text.equals(VALIDATION)) return text;
    throw new RobustJException(
        "The split file %s has the heading %s, but only %s and %s are known; correct or remove it."
            .formatted(file, Excerpt.of(text), TRAIN, VALIDATION));
  }

  private static RobustJException unknown(Path file, String name, Dataset dataset) {
    return new RobustJException(
        "The split file %s names the case %s, which the data set %s does not have; its first case is %s."
            .formatted(file, Excerpt.of(name), dataset.root(), dataset.cases().get(0).name()));
  }

  /** A patient who is on both sides, in words. */
  private static Optional<String> shared(Path file, Split split) {
    Map<String, String> trained = new HashMap<>();
    for (CaseFiles one : split.training()) trained.put(one.group(), one.name());
    for (CaseFiles one : split.validation())
      if (trained.containsKey(one.group()))
        return Optional.of(
            "The split file %s has %s for training and %s for validation, which are of one patient (%s)"
                .formatted(file, trained.get(one.group()), one.name(), one.group()));
    return Optional.empty();
  }
}
