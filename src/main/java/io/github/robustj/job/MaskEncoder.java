package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Sample;
import io.github.robustj.data.reader.mask.DatasetReader;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.segmentation.SegmentationTask;
import java.util.List;

/**
 * Reads segmented cases.
 *
 * @param channels that every image must have
 */
record MaskEncoder(SegmentationTask task, Sight sight, int channels, ReadingNotes notes)
    implements CaseEncoder {

  MaskEncoder(SegmentationTask task, Sight sight, int channels) {
    this(task, sight, channels, new ReadingNotes());
  }

  @Override
  public List<String> warnings() {
    return notes.inWords();
  }

  @Override
  public EncodedCase read(CaseFiles files) {
    Sample sample = DatasetReader.load(files);
    Image image = notes.suited(sample.image(), channels, files);
    Mask mask = (Mask) sample.annotation();
    LabelClass.requireKnown(mask, task.classes(), files.label());
    SeenImage seen = sight.see(image);
    return new EncodedCase(
        files.name(),
        seen.slices(),
        task.encode(mask),
        seen.scaling().bounds(),
        image.calibration());
  }
}
