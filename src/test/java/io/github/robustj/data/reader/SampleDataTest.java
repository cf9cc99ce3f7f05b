package io.github.robustj.data.reader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.LabelClasses;
import io.github.robustj.data.Sample;
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
      assertEquals(Set.of(0, 1, 2), LabelClasses.values((Mask) sample.annotation()));
      assertEquals("mm", sample.image().calibration().unit());
    }
    Dataset training = DatasetReader.read(SAMPLES.resolve("segmentation-hippocampus/train"), "");
    assertEquals(16, training.cases().size());
  }

  @Test
  void sunnybrookHasColourPngsWithOneLabel() {
    Path root = SAMPLES.resolve("segmentation-sunnybrook/train");
    Dataset dataset = DatasetReader.read(root, "^([A-Z]+(?:-[A-Z]+)*-\\d+)");
    assertEquals(8, dataset.cases().size());
    CaseFiles first = dataset.cases().get(0);
    assertEquals("SC-HF-I-01-IM-0001-0139.dcm", first.name());
    assertEquals("SC-HF-I-01", first.group());
    Sample sample = DatasetReader.load(first);
    assertArrayEquals(new long[] {256, 256, 3, 1}, sample.image().pixels().dimensionsAsLongArray());
    assertEquals(Set.of(0, 255), LabelClasses.values((Mask) sample.annotation()));
  }
}
