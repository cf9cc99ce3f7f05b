package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClasses;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Sample;
import io.github.robustj.data.Scaling;
import io.github.robustj.data.reader.DatasetReader;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.task.SegmentationTask;

/**
 * Reads annotated cases as a network sees them.
 *
 * @param channels that every image must have
 */
record CaseEncoder(SegmentationTask task, Normalization normalization, int channels) {

  EvaluationCase read(CaseFiles files) {
    Sample sample = DatasetReader.load(files);
    Image image = sample.image();
    if (image.channels() != channels)
      throw new RobustJException(
          "%s has %d channel(s) but %d were expected; all images must have as many channels as the training images."
              .formatted(files.images().get(0), image.channels(), channels));
    Mask mask = (Mask) sample.annotation();
    LabelClasses.requireKnown(mask, task.classes(), files.label());
    Scaling scaling = Normalizer.fit(image, normalization);
    return new EvaluationCase(
        files.name(), Preprocessing.images(image, scaling), task.encode(mask), scaling.bounds());
  }
}
