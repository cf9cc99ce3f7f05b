package io.github.robustj.task.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

/** Label values that cannot have been meant, and those that may not. */
class LabelSurveyTest {

  @Test
  void valuesOfAJpegAreItsCompression() {
    LabelSurvey survey = survey("a.png", 0, 1, 2);
    survey.add(files("b.JPG"), mask(0, 1, 2, 253, 254, 255));
    assertRefused(survey, "b.JPG", "JPEG", "save the labels as PNG");
    LabelSurvey two = survey("b.jpg", 0, 255);
    two.requirePlausible("data");
    two.add(files("c.jpg"), mask(1, 254));
    assertRefused(two, "4 in all");
  }

  @Test
  void numbersOfObjectsAreNoClasses() {
    LabelSurvey many = survey("a.png", IntStream.range(0, 300).toArray());
    assertRefused(many, "data", "300 different values", "number objects");
    List<String> notes = survey("a.png", IntStream.range(0, 40).toArray()).notes(Map.of());
    assertTrue(notes.get(0).startsWith("40 label values"), notes.toString());
    assertEquals(
        List.of(), survey("a.png", IntStream.range(0, 40).toArray()).notes(Map.of(1, "liver")));
  }

  @Test
  void oneValueEverywhereTeachesNothing() {
    assertRefused(survey("a.png", 1, 1, 1), "All pixels", "are 1");
    assertEquals(
        List.of("no pixel of the training labels is 0, the background"),
        survey("a.png", 1, 2).notes(Map.of()));
  }

  @Test
  void whatIsInOneCaseOnlyOrInNoneIsSaid() {
    LabelSurvey survey = survey("a.png", 0, 1);
    for (String name : List.of("b.png", "c.png")) survey.add(files(name), mask(0, 1));
    assertEquals(List.of(), survey.notes(Map.of()));
    survey.add(files("d.png"), mask(0, 1, 7));
    List<String> notes = survey.notes(Map.of(0, "background", 1, "rim", 7, "core", 9, "gone"));
    assertEquals("left out: 1 named label(s) that no training case has (9 gone)", notes.get(0));
    assertTrue(notes.get(1).endsWith("7 in d.png"), notes.toString());
    assertEquals(2, notes.size());
  }

  @Test
  void whiteMayBeAnotherWordForOneOrABorder() {
    LabelSurvey mixed = survey("a.png", 0, 1);
    mixed.add(files("b.png"), mask(0, 255));
    mixed.add(files("c.png"), mask(0, 1));
    assertTrue(mixed.notes(Map.of()).get(0).startsWith("1 in 2 label(s) and 255 in 1 others"));
    assertEquals(List.of(), mixed.notes(Map.of(1, "lumen", 255, "wall")));
    assertTrue(survey("a.png", 0, 1, 2, 255).notes(Map.of()).get(0).startsWith("255 is a class"));
    assertEquals(List.of(), survey("a.png", 0, 255).notes(Map.of()));
  }

  private static void assertRefused(LabelSurvey survey, String... parts) {
    String sentence =
        assertThrows(RobustJException.class, () -> survey.requirePlausible("data")).getMessage();
    for (String part : parts) assertTrue(sentence.contains(part), part + " is not in " + sentence);
  }

  private static LabelSurvey survey(String label, int... values) {
    LabelSurvey survey = new LabelSurvey();
    survey.add(files(label), mask(values));
    return survey;
  }

  private static CaseFiles files(String label) {
    return new CaseFiles(label, label, List.of(Path.of(label)), Path.of("labels", label));
  }

  private static Mask mask(int... values) {
    return new Mask(ArrayImgs.ints(values, values.length, 1, 1));
  }
}
