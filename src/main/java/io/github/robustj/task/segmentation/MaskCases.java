package io.github.robustj.task.segmentation;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.data.reader.mask.DatasetReader;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.Question;
import io.github.robustj.task.ReadingNotes;
import io.github.robustj.task.SampleEncoder;
import io.github.robustj.task.Task;
import java.util.List;
import java.util.function.Function;

/** A folder of images with label images. */
record MaskCases(Dataset dataset) implements AnnotatedCases {

  @Override
  public Image load(CaseFiles files) {
    return DatasetReader.load(files).image();
  }

  /** The classes of the training cases: what is only in the others cannot be learned. */
  @Override
  public Question question(List<CaseFiles> training, int resolution, Listener listener) {
    LabelSurvey survey = new LabelSurvey();
    for (CaseFiles files : training) {
      listener.check();
      survey.add(files, MaskImages.read(files.label()));
    }
    survey.requirePlausible(dataset.root());
    survey.notes(dataset.labelNames()).forEach(listener::log);
    return new SegmentationQuestion(
        LabelClass.of(survey.values(), dataset.labelNames(), dataset.root()));
  }

  @Override
  public Encoder encoder(Task<?> task, Function<Image, ? extends Seen> sight, int channels) {
    SegmentationTask classes = (SegmentationTask) task;
    return new SampleEncoder(
        DatasetReader::load,
        new ReadingNotes(channels),
        (sample, files) -> {
          Mask mask = (Mask) sample.annotation();
          LabelClass.requireKnown(mask, classes.classes(), files.label());
          Image image = sample.image();
          return sight.apply(image).with(classes.encode(mask), files, image.calibration());
        });
  }
}
