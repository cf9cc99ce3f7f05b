package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.ComparedMethod;
import io.github.robustj.job.FileSums;
import io.github.robustj.job.Job;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a comparison: a method with a seed each, whose model and measurements lie in the
 * folder of the results when it is finished.
 */
record ComparedDivision(Comparison comparison, List<ComparedMethod> methods, List<Path> data)
    implements Division<String> {

  @Override
  public List<String> parts() {
    return methods.stream().map(ComparedMethod::name).toList();
  }

  /** Names and sizes of the files, which may be too many to be read. */
  @Override
  public Map<String, String> sums() {
    Map<String, String> sums = new LinkedHashMap<>();
    for (Path place : data) sums.put(RelativePaths.absolute(place), FileSums.ofSizes(place));
    return sums;
  }

  @Override
  public Job<String> job(String part) {
    return new ComparedPartJob(comparison, method(part));
  }

  private ComparedMethod method(String part) {
    return methods.stream().filter(m -> m.name().equals(part)).findFirst().orElseThrow();
  }

  @Override
  public byte[] bytes(String part, String found) {
    return found.getBytes(StandardCharsets.UTF_8);
  }

  /** Somebody may have removed a model since. */
  @Override
  public boolean isCurrent(String part, byte[] kept) {
    try {
      return comparison.isFinished(method(part));
    } catch (RobustJException somethingElse) {
      return false;
    }
  }

  @Override
  public boolean goesOnWithoutFailed() {
    return true;
  }
}
