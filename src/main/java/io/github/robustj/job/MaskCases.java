package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.data.reader.mask.DatasetReader;
import io.github.robustj.packaging.ModelDescription.Question;
import io.github.robustj.task.Task;
import io.github.robustj.task.segmentation.SegmentationTask;
import java.util.List;

/** A folder of images with label images. */
record MaskCases(Dataset dataset) implements AnnotatedCases {

  @Override
  public Image load(CaseFiles files) {
    return DatasetReader.load(files).image();
  }

  /** The classes of the training cases: what is only in the others cannot be learned. */
  @Override
  public Question question(List<CaseFiles> training, int resolution, JobListener listener) {
    LabelSurvey survey = new LabelSurvey();
    for (CaseFiles files : training) {
      listener.check();
      survey.add(files, MaskImages.read(files.label()));
    }
    survey.requirePlausible(dataset.root());
    survey.notes(dataset.labelNames()).forEach(listener::log);
    return new Question(
        SegmentationTask.NAME,
        LabelClass.of(survey.values(), dataset.labelNames(), dataset.root()));
  }

  @Override
  public CaseEncoder encoder(Task<?> task, Sight sight, int channels) {
    return new MaskEncoder((SegmentationTask) task, sight, channels);
  }
}
