package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.check.Subject;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.TaskType;
import io.github.robustj.tensor.Tensor;
import java.util.Optional;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * Perturbed cases as their files hold them: in the image's own pixels and, where it has whole
 * intensities only, rounded to whole ones within the range of 8 or 16 bit that it needs.
 */
record WrittenCases(EvaluateJob job, OpenModel open) implements Subject.Written {

  @Override
  public Tensor read(String name, Tensor images) {
    AnnotatedCases cases =
        TaskType.named(open.task().name()).read(job.data(), AnnotatedCases.Reading.USUAL);
    CaseFiles file =
        cases.dataset().cases().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new RobustJException(
                        "The case %s is not in %s any more.".formatted(name, job.data())));
    Image clean = open.suited(cases.load(file), JobListener.SILENT);
    Sight sight = open.sight(JobListener.SILENT);
    Image attacked = sight.see(clean).attacked(images, Optional.empty()).image();
    Image written =
        new Image(
            attacked.name(),
            rounded(attacked.pixels(), clean.pixels()),
            attacked.calibration(),
            attacked.clean());
    return sight.see(written).slices();
  }

  /** As they are if the clean pixels are not whole. */
  private static RandomAccessibleInterval<FloatType> rounded(
      RandomAccessibleInterval<FloatType> pixels, RandomAccessibleInterval<FloatType> clean) {
    float least = 0;
    float largest = 0;
    for (FloatType value : Views.iterable(clean)) {
      if (value.get() != Math.rint(value.get())) return pixels;
      least = Math.min(least, value.get());
      largest = Math.max(largest, value.get());
    }
    float low = least < 0 ? Short.MIN_VALUE : 0;
    float high = least < 0 ? Short.MAX_VALUE : largest > 255 ? 65535 : 255;
    if (least < low || largest > high) return pixels;
    Img<FloatType> rounded = ArrayImgs.floats(Intervals.dimensionsAsLongArray(pixels));
    Cursor<FloatType> to = rounded.cursor();
    for (FloatType value : Views.flatIterable(pixels))
      to.next().set((float) Math.min(Math.max(Math.rint(value.get()), low), high));
    return rounded;
  }
}
