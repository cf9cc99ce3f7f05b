package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Dataset.Patients;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Check.Outcome;
import io.github.robustj.evaluation.check.Answer;
import io.github.robustj.packaging.ModelDescription.Cases;
import io.github.robustj.packaging.ModelDescription.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A measurement says when it meets patients of the training. */
class KnownPatientsTest {

  private static final List<String> TRAINED = List.of("p1_1", "p1_2", "p2_1", "p3_1");

  @Test
  void otherImagesOfATrainedPatientAreCounted() {
    Answer answer = answer(training(""), "", "p1_3", "p9_1");
    assertEquals(Outcome.FLAG, answer.outcome());
    String words = answer.sentence();
    assertTrue(words.startsWith("1 of 2 cases") && words.contains("(p1_3)"), words);
    assertEquals(Outcome.PASS, answer(training(""), "", "p9_1").outcome());
  }

  /** The patient is a letter in the middle, as the training was told. */
  @Test
  void theRuleOfTheTrainingHolds() {
    Training training = training("_(\\d)");
    assertEquals(Outcome.FLAG, answer(training, "", "x_2").outcome());
    assertEquals(Outcome.PASS, answer(training, "", "p1_9").outcome());
  }

  @Test
  void aRuleOfItsOwnComesFirstAndMustFitItsCases() {
    assertEquals(Outcome.FLAG, answer(training(""), "(p\\d)", "p2x").outcome());
    assertThrows(RobustJException.class, () -> KnownPatients.of(training(""), "(p\\d)", data("q")));
    assertThrows(RobustJException.class, () -> KnownPatients.of(training(""), "p(", data("q")));
  }

  @Test
  void casesThatTheStartModelLearnedFromAreNotNew() {
    Cases later = new Cases(List.of("p5_1", "p6_1"), List.of("p7_1"), TRAINED);
    Answer answer = answer(training("", later), "", "p2_2", "p9_1");
    assertEquals(Outcome.FLAG, answer.outcome());
    assertTrue(answer.sentence().contains("like training cases"), answer.sentence());
  }

  @Test
  void casesThatChoseTheWeightsAreNotNew() {
    Cases chosen = new Cases(TRAINED, List.of("p7_1"));
    Answer answer = answer(training("", chosen), "", "p7_2", "p9_1");
    assertEquals(Outcome.FLAG, answer.outcome());
    assertTrue(answer.sentence().contains("were chosen by"), answer.sentence());
    assertEquals(Outcome.PASS, answer(training("", chosen), "", "p9_1").outcome());
  }

  /** Else models of different trainings would be measured on different numbers of patients. */
  @Test
  void whoIsMeasuredDoesNotDependOnWhoWasTrainedOn() {
    String[] few = {"t1_1", "t1_2", "t2_1", "t2_2"};
    KnownPatients known = KnownPatients.of(training(""), "", data(few));
    KnownPatients none = KnownPatients.of(training("", new Cases(null, null)), "", data(few));
    for (String name : few) assertEquals(none.patient().apply(name), known.patient().apply(name));
  }

  /** A package has no names in it, which may be those of patients. */
  @Test
  void ofAModelThatNamesNoneNothingIsKnown() {
    Answer answer = answer(training("", new Cases(null, null)), "", "p1_1");
    assertEquals(Outcome.NOT_CHECKED, answer.outcome());
  }

  private static Answer answer(Training training, String group, String... names) {
    return KnownPatients.of(training, group, data(names)).answer(cases(names));
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
    return training(group, new Cases(TRAINED, List.of()));
  }

  private static Training training(String group, Cases cases) {
    return new Training(Map.of("group", group), Double.NaN, null, null, cases);
  }
}
