package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an evaluation was made, on several machines. */
class ProvenanceTest {

  /**
   * An update of Java changes no arithmetic, and machines of a cluster get it at different times.
   */
  @ParameterizedTest
  @CsvSource({
    "17.0.19+10-Debian-1, 17.0.15+6, 17.0.15+6",
    "17+35, 17.0.15+6, 17.0.15+6",
    "21-ea, 21.0.2, 21.0.2",
    "21.0.2+13, 17.0.15+6, 21.0.2+13",
    "17.0.15+6, 21, 17.0.15+6"
  })
  void anUpdateOfJavaIsNoOtherWayToMeasure(String part, String whole, String among) {
    Provenance joined =
        ranWith(Map.of("java", part, "RobustJ", "1", "os", "Linux 5"))
            .among(ranWith(Map.of("java", whole, "RobustJ", "2", "os", "Linux 6")), Set.of());
    assertEquals(Map.of("java", among, "RobustJ", "1", "os", "Linux 6"), joined.versions());
  }

  private static Provenance ranWith(Map<String, String> versions) {
    return new Provenance(
        "model",
        "a1",
        "segmentation",
        "data",
        "b2",
        List.of("case"),
        Map.of(),
        "float32",
        "CPU",
        versions,
        "2020-01-01T00:00:00Z",
        1);
  }
}
