package io.github.robustj.data.reader.mask;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Sample;
import io.github.robustj.data.reader.image.NiftiBuilder;
import io.github.robustj.data.reader.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {

  @TempDir Path root;

  @Test
  void imagesAndLabelsArePairedByName() throws IOException {
    nifti("images/SC-01.dcm.nii.gz", 2, 3, 4);
    nifti("labels/SC-01.dcm.nii", 2, 3, 4);
    nifti("images/b.nii", 2, 1, 1);
    nifti("labels/b.nii.gz", 2, 1, 1);
    nifti("labels/without-image.nii", 2, 1, 1);
    Files.writeString(root.resolve("images/notes.txt"), "not an image");
    Files.writeString(root.resolve("images/.hidden.nii"), "not an image");
    Dataset dataset = DatasetReader.read(root, "");
    assertEquals(List.of("SC-01.dcm", "b"), names(dataset));
    CaseFiles first = dataset.cases().get(0);
    assertEquals("SC-01.dcm", first.group(), "a patient of its own");
    assertEquals(root.resolve("labels/SC-01.dcm.nii"), first.label());
    assertEquals(Map.of(), dataset.labelNames());
    Sample sample = DatasetReader.load(first);
    assertEquals("SC-01.dcm", sample.image().name());
    assertEquals(23, Pixels.of((Mask) sample.annotation())[23]);
  }

  @Test
  void labelsCsvNamesValues() throws IOException {
    pair("a");
    Files.writeString(
        root.resolve("labels.csv"), "\uFEFFvalue,name\r\n1, Anterior \r\n\r\n2,a, b\r\n");
    assertEquals(Map.of(1, "Anterior", 2, "a, b"), DatasetReader.read(root, "").labelNames());
    for (String wrong : new String[] {"liver,1", "1", "1,"}) {
      Path file = Files.writeString(root.resolve("labels.csv"), wrong + "\n");
      assertSentence(() -> DatasetReader.read(root, ""), file, wrong, "value,name");
    }
    Path latin = Files.write(root.resolve("labels.csv"), new byte[] {'1', ',', (byte) 0xe4});
    assertSentence(() -> DatasetReader.read(root, ""), latin, "UTF-8");
  }

  @Test
  void groupsComeFromTheNameOrATable() throws IOException {
    for (String name : new String[] {"p1-a", "p1-b", "p2-a"}) pair(name);
    assertEquals(List.of("p1", "p1", "p2"), groups("^(p\\d)"));
    Path table =
        Files.writeString(root.resolve("groups.csv"), "name,group\np1-a,A\np1-b.nii,A\np2-a,B\n");
    assertEquals(List.of("A", "A", "B"), groups(""));
    assertEquals(List.of("p1", "p1", "p2"), groups("^(p\\d)"), "the option goes before the table");
    Path moved = Files.move(table, root.resolve("patients.csv"));
    assertEquals(List.of("A", "A", "B"), groups(moved.toString()));
    assertEquals(List.of("p1-a", "p1-b", "p2-a"), groups(""));
  }

  @Test
  void casesWithoutPatientAreNamed() throws IOException {
    pair("p1");
    pair("q2");
    assertSentence(() -> DatasetReader.read(root, "(p\\d)"), "group", "(p\\d)", "case q2");
    assertSentence(() -> DatasetReader.read(root, "(x?)"), "group", "(x?)", "finds no patient");
    assertSentence(() -> DatasetReader.read(root, "p"), "group", "parentheses");
    assertSentence(() -> DatasetReader.read(root, "(p"), "group", "regular expression");
    Path missing = root.resolve("missing.csv");
    assertSentence(() -> DatasetReader.read(root, missing.toString()), missing, "no such file");
    Path table = Files.writeString(root.resolve("groups.csv"), "p1,A\n");
    assertSentence(() -> DatasetReader.read(root, ""), table, "no line for the case q2");
    Files.writeString(table, "p1\n");
    assertSentence(() -> DatasetReader.read(root, ""), table, "\"p1\"", "name,group");
  }

  @Test
  void missingAndEmptyFoldersAreNamed() throws IOException {
    Path missing = root.resolve("missing");
    assertSentence(() -> DatasetReader.read(missing, ""), missing, "no folder", "check the path");
    assertSentence(() -> DatasetReader.read(root, ""), root, "images/", "imagesTr/", "arrange");
    Path images = Files.createDirectory(root.resolve("images"));
    assertSentence(() -> DatasetReader.read(root, ""), images, "no images");
    nifti("images/a.nii", 1, 1, 1);
    assertSentence(() -> DatasetReader.read(root, ""), root.resolve("labels"), "no folder");
    Path file = root.resolve("images/a.nii");
    assertSentence(() -> DatasetReader.read(file, ""), file, "is a file", "folder");
  }

  @Test
  void lockedFoldersAreNamed() throws IOException {
    pair("a");
    Path images = root.resolve("images");
    assumeFalse(System.getProperty("user.name").equals("root"), "root may read every folder");
    Files.setPosixFilePermissions(images, PosixFilePermissions.fromString("---------"));
    try {
      assertSentence(() -> DatasetReader.read(root, ""), images, "No permission");
    } finally {
      Files.setPosixFilePermissions(images, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void imagesWithoutLabelAreCountedAndNamed() throws IOException {
    pair("a");
    nifti("images/b.nii", 1, 1, 1);
    nifti("images/c.nii", 1, 1, 1);
    assertSentence(() -> DatasetReader.read(root, ""), root, "2 of 3 images", "first is b", "add");
    nifti("images/a.nii.gz", 1, 1, 1);
    assertSentence(() -> DatasetReader.read(root, ""), "a.nii", "a.nii.gz", "keep one");
  }

  @Test
  void imageAndLabelHaveTheSameSize() throws IOException {
    nifti("images/a.nii", 2, 3, 4);
    nifti("labels/a.nii", 2, 3, 5);
    CaseFiles files = DatasetReader.read(root, "").cases().get(0);
    assertSentence(() -> DatasetReader.load(files), files.label(), "2 x 3 x 4", "2 x 3 x 5");
  }

  @Test
  void damagedFilesOfACaseAreNamed() throws IOException {
    nifti("images/a.nii.gz", 8, 8, 4);
    nifti("labels/a.nii.gz", 8, 8, 4);
    CaseFiles files = DatasetReader.read(root, "").cases().get(0);
    byte[] whole = Files.readAllBytes(files.label());
    Files.write(files.label(), Arrays.copyOf(whole, whole.length / 2));
    assertSentence(() -> DatasetReader.load(files), files.label(), "cut off", "copy it again");
  }

  @Test
  void channelsInFilesOfTheirOwnAreJoined() throws IOException {
    nifti("imagesTr/case_1_0001.nii", 2, 1, 2);
    NiftiBuilder.counting(2, 1, 2).slope(1, 100).plain(root.resolve("imagesTr/case_1_0000.nii"));
    nifti("labelsTr/case_1.nii", 2, 1, 2);
    Dataset dataset = DatasetReader.read(root, "");
    assertEquals(List.of("case_1"), names(dataset));
    Sample sample = DatasetReader.load(dataset.cases().get(0));
    assertArrayEquals(new long[] {2, 1, 2, 2}, sample.image().pixels().dimensionsAsLongArray());
    assertArrayEquals(new float[] {100, 101, 0, 1, 102, 103, 2, 3}, Pixels.of(sample.image()));
    nifti("imagesTr/case_1_0001.nii", 2, 2, 1);
    assertSentence(() -> DatasetReader.load(dataset.cases().get(0)), "case_1", "differ in size");
  }

  /** The second channel would take the place of the first. */
  @Test
  void aMissingChannelIsNamed() throws IOException {
    for (String name : List.of("a", "b")) nifti("labelsTr/" + name + ".nii", 1, 1, 1);
    for (String name : List.of("a_0000", "a_0001", "b_0001"))
      nifti("imagesTr/" + name + ".nii", 1, 1, 1);
    assertSentence(() -> DatasetReader.read(root, ""), "case b", "[_0001]", "[_0000, _0001]");
  }

  @Test
  void namesThatEndInDigitsAreNoChannels() throws IOException {
    nifti("imagesTr/scan_1234.nii", 2, 1, 2);
    nifti("labelsTr/scan_1234.nii", 2, 1, 2);
    assertEquals(List.of("scan_1234"), names(DatasetReader.read(root, "")));
  }

  @Test
  void datasetJsonNamesValuesInBothDirections() throws IOException {
    nifti("imagesTr/a_0000.nii", 1, 1, 1);
    nifti("labelsTr/a.nii", 1, 1, 1);
    assertEquals(Map.of(), DatasetReader.read(root, "").labelNames());
    Map<Integer, String> names = Map.of(0, "background", 1, "liver", 2, "tumour");
    json("{'labels': {'0': 'background', '1': 'liver', '2': 'tumour'}, 'modality': {'0': 'CT'}}");
    assertEquals(names, DatasetReader.read(root, "").labelNames());
    json("{'channel_names': {'0': 'CT'}, 'labels': {'background': 0, 'liver': 1, 'tumour': '2'}}");
    assertEquals(names, DatasetReader.read(root, "").labelNames());
  }

  @Test
  void whatDatasetJsonCannotMeanIsNamed() throws IOException {
    nifti("imagesTr/a_0000.nii", 1, 1, 1);
    nifti("labelsTr/a.nii", 1, 1, 1);
    Path file = json("{'labels': {'background': 0, 'liver'");
    assertSentence(() -> DatasetReader.read(root, ""), file, "not complete JSON");
    json("{'numTraining': 3}");
    assertSentence(() -> DatasetReader.read(root, ""), file, "no object \"labels\"");
    json("{'labels': {'background': 0, 'whole': [1, 2]}}");
    assertSentence(() -> DatasetReader.read(root, ""), file, "whole", "regions");
    json("{'labels': {'background': 0, 'ignore': 3}}");
    assertSentence(() -> DatasetReader.read(root, ""), file, "ignore", "not supported");
  }

  /** Which of two counts, programs answer differently. */
  @Test
  void keysThatStandTwiceInDatasetJsonAreNamed() throws IOException {
    nifti("imagesTr/a_0000.nii", 1, 1, 1);
    nifti("labelsTr/a.nii", 1, 1, 1);
    Path file = json("{'labels': {'1': 'liver', '1': 'tumour'}}");
    assertSentence(() -> DatasetReader.read(root, ""), file, "the key 1 twice", "keep one");
    json("{'labels': {'liver': 1, 'liver': 2}}");
    assertSentence(() -> DatasetReader.read(root, ""), file, "the key liver twice");
    json("{'labels': {'1': 'liver'}, 'labels': {'1': 'tumour'}}");
    assertSentence(() -> DatasetReader.read(root, ""), file, "the key labels twice");
    json("{'labels': {'1': 'liver'}} {}");
    assertSentence(() -> DatasetReader.read(root, ""), file, "not complete JSON");
  }

  @Test
  void whatDatasetJsonStatesIsHeldAgainstTheFolder() throws IOException {
    nifti("imagesTr/a_0000.nii", 1, 1, 1);
    nifti("labelsTr/a.nii", 1, 1, 1);
    json("{'labels': {'liver': 1}, 'numTraining': 1, 'channel_names': {'0': 'CT'}}");
    assertEquals(List.of(), DatasetReader.read(root, "").notes());
    json("{'labels': {'liver': 1}, 'numTraining': 3}");
    assertTrue(
        DatasetReader.read(root, "").notes().get(0).contains("3 training cases (numTraining)"));
    for (String key : List.of("channel_names", "modality")) {
      Path file = json("{'labels': {'liver': 1}, '" + key + "': {'0': 'T1', '1': 'T2'}}");
      assertSentence(
          () -> DatasetReader.read(root, ""), file, "2 channels (" + key + ")", "the case a has 1");
    }
  }

  private Path json(String content) throws IOException {
    return Files.writeString(root.resolve("dataset.json"), content.replace('\'', '"'));
  }

  private static List<String> names(Dataset dataset) {
    return dataset.cases().stream().map(CaseFiles::name).toList();
  }

  private List<String> groups(String rule) {
    return DatasetReader.read(root, rule).cases().stream().map(CaseFiles::group).toList();
  }

  private void pair(String name) throws IOException {
    nifti("images/" + name + ".nii", 1, 1, 1);
    nifti("labels/" + name + ".nii", 1, 1, 1);
  }

  private void nifti(String path, int... dims) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    if (path.endsWith(".gz")) NiftiBuilder.counting(dims).compressed(file);
    else NiftiBuilder.counting(dims).plain(file);
  }
}
