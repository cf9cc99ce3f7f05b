package io.github.robustj.data.reader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.BoxCheck;
import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Sample;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.mask.DatasetReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The data sets that README, macros and other tests use. Sizes are those in the files' headers. */
class SampleDataTest {

  private static final Path SAMPLES = Path.of("sample-data");

  @Test
  void hippocampusHasVolumesWithThreeLabels() {
    Dataset dataset = DatasetReader.read(SAMPLES.resolve("segmentation-hippocampus/test"), "");
    List<String> names = dataset.cases().stream().map(CaseFiles::name).toList();
    assertEquals(
        List.of("hippocampus_015", "hippocampus_114", "hippocampus_207", "hippocampus_296"), names);
    int[][] sizes = {{42, 51, 28}, {38, 50, 39}, {35, 53, 33}, {35, 54, 35}};
    for (int i = 0; i < sizes.length; i++) {
      Sample sample = DatasetReader.load(dataset.cases().get(i));
      long[] size = {sizes[i][0], sizes[i][1], 1, sizes[i][2]};
      assertArrayEquals(size, sample.image().pixels().dimensionsAsLongArray());
      assertEquals(Set.of(0, 1, 2), LabelClass.values((Mask) sample.annotation()));
      assertEquals("mm", sample.image().calibration().unit());
    }
    Dataset training = DatasetReader.read(SAMPLES.resolve("segmentation-hippocampus/train"), "");
    assertEquals(16, training.cases().size());
  }

  @Test
  void sunnybrookHasGreyStoredAsColourWithOneLabel() {
    Path root = SAMPLES.resolve("segmentation-sunnybrook/train");
    Dataset dataset = DatasetReader.read(root, "^([A-Z]+(?:-[A-Z]+)*-\\d+)");
    assertEquals(8, dataset.cases().size());
    CaseFiles first = dataset.cases().get(0);
    assertEquals("SC-HF-I-01-IM-0001-0139.dcm", first.name());
    assertEquals("SC-HF-I-01", first.group());
    Sample sample = DatasetReader.load(first);
    assertArrayEquals(new long[] {256, 256, 1, 1}, sample.image().pixels().dimensionsAsLongArray());
    assertEquals(Set.of(0, 255), LabelClass.values((Mask) sample.annotation()));
  }

  /** Counted in the files by their {@code <name>} elements. */
  @Test
  void bloodCellsHaveBoxesOfThreeClasses() {
    BoxDataset dataset = BoxReader.read(SAMPLES.resolve("detection-bccd/train"), "");
    assertEquals(List.of("Platelets", "RBC", "WBC"), dataset.classes());
    assertEquals(List.of(14L, 133L, 8L), counts(dataset));
    for (CaseFiles files : dataset.dataset().cases()) {
      BoxReader.Opened opened = BoxReader.open(dataset, files);
      assertEquals(3, opened.image().channels());
      assertEquals(
          dataset.marks().get(files.name()).objects().size(), opened.boxes().objects().size());
    }
    BoxDataset test = BoxReader.read(SAMPLES.resolve("detection-bccd/test"), "");
    assertEquals(List.of(7L, 75L, 4L), counts(test));
  }

  /** The numbers of the data set's own description; two of its red cells have no size. */
  @Test
  void allBloodCells() {
    Path root = Path.of("../shared/data/bccd");
    assumeTrue(Files.isDirectory(root), "the whole data set is not here");
    BoxDataset dataset = BoxReader.read(root, "");
    assertEquals(List.of(292L, 3350L, 301L), counts(dataset));
    int empty = 0;
    for (CaseFiles files : dataset.dataset().cases())
      empty += BoxCheck.of(dataset.marks().get(files.name()).objects(), 640, 480).repairs().empty();
    assertEquals(2, empty);
  }

  private static List<Long> counts(BoxDataset dataset) {
    return dataset.classes().stream()
        .map(
            name ->
                dataset.marks().values().stream()
                    .flatMap(marks -> marks.objects().stream())
                    .filter(object -> object.name().equals(name))
                    .count())
        .toList();
  }
}
