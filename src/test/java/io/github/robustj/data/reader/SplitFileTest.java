package io.github.robustj.data.reader;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Dataset.Patients;
import io.github.robustj.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitFileTest {

  @TempDir Path folder;

  private final CaseFiles a1 = caseOf("a1.dcm", "a");
  private final CaseFiles a2 = caseOf("a2", "a");
  private final CaseFiles b1 = caseOf("b1", "b");
  private final Dataset dataset = dataset(Patients.GIVEN);

  @Test
  void namesSelectCasesWithOrWithoutExtension() throws IOException {
    SplitFile split =
        read("# the good ones", "", "b1.nii.gz  # sharp", "a1.dcm", "a1.dcm.png", "b1");
    assertEquals(List.of(b1, a1), split.selected());
    assertEquals(Optional.empty(), split.fixed());
  }

  @Test
  void headingsFixTheSplit() throws IOException {
    SplitFile split = read("[validation]", "b1", "[train]", "a2", "a1.dcm.png");
    assertEquals(List.of(b1, a2, a1), split.selected());
    assertEquals(Optional.of(new Split(List.of(a2, a1), List.of(b1))), split.fixed());
    assertEquals(
        List.of(), read("[train]", "a2", "[validation]").fixed().orElseThrow().validation());
  }

  @Test
  void whatTheFileCannotMeanIsNamed() throws IOException {
    assertSentence(() -> read("a2", "c3"), "split.txt", "c3", "data", "a1.dcm");
    assertSentence(() -> read("# none", ""), "split.txt", "names no case");
    assertSentence(() -> read("[test]", "a2"), "split.txt", "[test]", "[train]", "[validation]");
    assertSentence(() -> read("a2", "[train]", "b1"), "split.txt", "a2", "above its first heading");
    assertSentence(
        () -> read("[train]", "a1.dcm", "[validation]", "a2"),
        "split.txt",
        "a1.dcm",
        "a2",
        "one patient (a)");
    Path missing = folder.resolve("missing.txt");
    assertSentence(() -> SplitFile.read(missing, dataset), missing, "no split file");
  }

  @Test
  void guessedPatientsAreNoReasonToRefuse() throws IOException {
    Path file = Files.writeString(folder.resolve("s.txt"), "[train]\na1.dcm\n[validation]\na2\n");
    SplitFile split = SplitFile.read(file, dataset(new Patients(true, "guessed")));
    assertEquals(List.of(a2), split.fixed().orElseThrow().validation());
    assertTrue(split.notes().get(0).contains("one patient (a)"), split.notes().toString());
  }

  /** Not even a guess makes one case two. */
  @Test
  void aCaseStandsOnOneSideOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("s.txt"), "[train]\na2\nb1\n[validation]\na2.png");
    assertSentence(
        () -> SplitFile.read(file, dataset(new Patients(true, "guessed"))), "s.txt", "a2 both");
    SplitFile split = read("[train]", "a2", "a2.png", "[validation]", "b1");
    assertEquals(List.of(a2), split.fixed().orElseThrow().training());
  }

  @Test
  void aNameMayHoldWhatBeginsACommentOrAHeading() throws IOException {
    CaseFiles numbered = caseOf("a2#1", "c");
    CaseFiles bracket = caseOf("[1]", "d");
    Dataset cases =
        new Dataset(
            Path.of("data"), List.of(a2, numbered, bracket), Map.of(), Patients.GIVEN, List.of());
    Path file = Files.writeString(folder.resolve("s.txt"), "a2#1.png\n[1]\n");
    assertEquals(List.of(numbered, bracket), SplitFile.read(file, cases).selected());
  }

  private Dataset dataset(Patients patients) {
    return new Dataset(Path.of("data"), List.of(a1, a2, b1), Map.of(), patients, List.of());
  }

  private SplitFile read(String... lines) throws IOException {
    Path file = Files.write(folder.resolve("split.txt"), Stream.of(lines).toList());
    return SplitFile.read(file, dataset);
  }

  private static CaseFiles caseOf(String name, String group) {
    return new CaseFiles(name, group, List.of(), Path.of(name));
  }
}
