package io.github.robustj.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Computed;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths in jobs, wherever they stand. */
class JobPathsTest {

  @TempDir Path folder;

  private record Inner(Path path, double[] numbers) {}

  private record Names(
      Path path, Optional<Path> maybe, List<Inner> many, Map<String, Path> named, String text)
      implements Job<String> {
    @Override
    public String run(Backend backend, JobListener listener) {
      return text;
    }
  }

  @Test
  void relativeOnesBecomeAbsoluteAndAllElseStays() {
    double[] numbers = {1};
    Path pom = Path.of("pom.xml");
    Path none = Path.of("none.txt");
    Job<String> job =
        new Computed<>(
            new Names(
                folder,
                Optional.of(pom),
                List.of(new Inner(none, numbers)),
                Map.of("a", Path.of("src/../src")),
                "pom.xml"),
            Compute.cpu());
    JobPaths paths = new JobPaths();
    Computed<String> absolute = (Computed<String>) paths.absolute(job);
    Names names = (Names) absolute.job();
    assertEquals(Compute.cpu(), absolute.compute());
    assertEquals(folder, names.path());
    assertEquals(Optional.of(pom.toAbsolutePath()), names.maybe());
    assertEquals(none.toAbsolutePath(), names.many().get(0).path());
    assertSame(numbers, names.many().get(0).numbers());
    assertEquals(Map.of("a", Path.of("src").toAbsolutePath()), names.named());
    assertEquals("pom.xml", names.text());
    assertEquals(
        List.of(
            folder.toString(),
            pom.toAbsolutePath().toString(),
            Path.of("src").toAbsolutePath().toString()),
        paths.existing());
  }

  @Test
  void aJobWithoutRelativePathsIsTheSame() {
    Job<String> job = new Names(folder, Optional.empty(), List.of(), Map.of(), "x");
    assertSame(job, new JobPaths().absolute(job));
  }

  @Test
  void whatExecutorsDoNotSeeIsNamed() {
    JobPaths.requireSeen(List.of(folder.toString()), JobListener.SILENT);
    String missing = folder.resolve("data").toString();
    String said =
        assertThrows(
                RobustJException.class,
                () -> JobPaths.requireSeen(List.of(missing), JobListener.SILENT))
            .getMessage();
    assertEquals(
        missing
            + " is not there, but it is where the run was started; it must lie in a folder that all machines share, under the same path.",
        said);
  }
}
