package io.github.robustj.data.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of real data sets, and whether they tell the patient. */
class PatientGuessTest {

  @ParameterizedTest
  @CsvSource({
    "p03_slice12, p03",
    "p03_slice13, p03",
    "patient007-03, patient007",
    "2019_04_z1, 2019_04",
    "case12 4, case12"
  })
  void aCounterBehindANumberedNameIsAnImageOfOnePatient(String name, String patient) {
    PatientGuess guess = PatientGuess.of(List.of(name, "q1_1", "q1_2", "q2_1", "q3_1"));
    assertEquals(patient, guess.patients().get(name));
    assertEquals("q1", guess.patients().get("q1_2"));
    assertTrue(guess.words().guessed());
  }

  /** Times, sessions and places in between do not make two patients of one. */
  @ParameterizedTest
  @CsvSource({
    "P001_t1_z12, P001",
    "P001_t2_z3, P001",
    "plate1_A01_f3, plate1",
    "sub-01_ses-02_T1w, sub-01",
    "sub-01_ses-03_slice4, sub-01",
    "img_01_2, img_01"
  })
  void whatCountsInsideAPatientIsLeftOut(String name, String patient) {
    PatientGuess guess = PatientGuess.of(List.of(name, "q1_1", "q1_2", "q2_1", "q3_1"));
    assertEquals(patient, guess.patients().get(name));
  }

  /** With too few of them the wells are taken, not every image for its own. */
  @Test
  void whereThatLeavesTooFewTheLastCounterTells() {
    PatientGuess guess =
        PatientGuess.of(List.of("p1_A01_f1", "p1_A01_f2", "p1_A02_f1", "p1_B01_f1"));
    assertEquals("p1_A01", guess.patients().get("p1_A01_f2"));
  }

  @Test
  void theGuessIsSaidWithAnExample() {
    String words = PatientGuess.of(List.of("p1_1", "p1_2", "p2_1", "p3_1")).words().inWords();
    assertTrue(words.contains("3 in 4 images, so that p1_1 is one of 2 of p1"), words);
    assertTrue(words.contains("option group"), words);
  }

  /** One counter for all, no counter, two stems only, words without a number. */
  @ParameterizedTest
  @CsvSource({
    "v_000, v_001, v_002, v_003",
    "c00, c01, c02, c03",
    "a1_1, a1_2, a2_1, a2_2",
    "liver_1, liver_2, spleen_1, bone_1",
    "a_b, c_d, e_f, g_h"
  })
  void otherNamesSayNothing(String a, String b, String c, String d) {
    List<String> names = List.of(a, b, c, d);
    PatientGuess guess = PatientGuess.of(names);
    for (String name : names) assertEquals(name, guess.patients().get(name));
    assertFalse(guess.words().guessed());
    assertTrue(guess.words().inWords().contains("patient of its own"));
  }
}
