package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Dataset.Patients;
import io.github.robustj.error.RobustJException;
import io.github.robustj.packaging.ModelDescription.Cases;
import io.github.robustj.packaging.ModelDescription.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A measurement says when it meets patients of the training. */
class KnownPatientsTest {

  private static final List<String> TRAINED = List.of("p1_1", "p1_2", "p2_1", "p3_1");

  @Test
  void otherImagesOfATrainedPatientAreCounted() {
    String words =
        KnownPatients.of(training(""), "", data("p1_3", "p9_1")).among(cases("p1_3", "p9_1")).get();
    assertTrue(words.startsWith("1 of 2 cases") && words.contains("(p1_3)"), words);
    assertEquals(
        Optional.empty(), KnownPatients.of(training(""), "", data("p9_1")).among(cases("p9_1")));
  }

  /** The patient is a letter in the middle, as the training was told. */
  @Test
  void theRuleOfTheTrainingHolds() {
    Training training = training("_(\\d)");
    assertTrue(KnownPatients.of(training, "", data("x_2")).among(cases("x_2")).isPresent());
    assertEquals(
        Optional.empty(), KnownPatients.of(training, "", data("p1_9")).among(cases("p1_9")));
  }

  @Test
  void aRuleOfItsOwnComesFirstAndMustFitItsCases() {
    assertTrue(
        KnownPatients.of(training(""), "(p\\d)", data("p2x")).among(cases("p2x")).isPresent());
    assertThrows(RobustJException.class, () -> KnownPatients.of(training(""), "(p\\d)", data("q")));
    assertThrows(RobustJException.class, () -> KnownPatients.of(training(""), "p(", data("q")));
  }

  private static Dataset data(String... names) {
    return new Dataset(Path.of("data"), cases(names), Map.of(), Patients.GIVEN, List.of());
  }

  private static List<CaseFiles> cases(String... names) {
    return List.of(names).stream()
        .map(name -> new CaseFiles(name, name, List.of(), Path.of(name)))
        .toList();
  }

  private static Training training(String group) {
    return new Training(
        Map.of("group", group), Double.NaN, null, null, new Cases(TRAINED, List.of()));
  }
}
