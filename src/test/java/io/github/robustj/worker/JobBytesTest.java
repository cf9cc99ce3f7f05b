package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Computed;
import io.github.robustj.job.Job;
import io.github.robustj.job.PredictJob;
import io.github.robustj.model.Compute;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels as bytes arrives as it was. */
class JobBytesTest {

  static Stream<Job<?>> jobs() {
    return CodecExamples.jobs();
  }

  static Stream<Record> results() {
    return CodecExamples.results();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void jobsArrive(Job<?> job) {
    Same.EXACTLY.check(job, JobBytes.job(JobBytes.ofJob(job)));
  }

  @ParameterizedTest
  @MethodSource("results")
  void resultsArrive(Record result) {
    byte[] bytes = JobBytes.write(result, result.getClass(), JobBytes.MOST);
    Same.EXACTLY.check(result, JobBytes.<Record>read(bytes, result.getClass()));
  }

  @Test
  void theTypeOfAResultIsTheJobs() {
    Prediction found =
        (Prediction) results().filter(Prediction.class::isInstance).findFirst().orElseThrow();
    Job<Prediction> job = new Computed<>(predict(view(3, 2)), Compute.cpu());
    Same.EXACTLY.check(found, JobBytes.result(job, JobBytes.ofResult(job, found)));
  }

  /** NaN with its bits, and pixels that lie in memory in another order. */
  @Test
  void pixelsArriveBitForBit() {
    PredictJob sent = predict(view(5, 3));
    PredictJob arrived = (PredictJob) JobBytes.job(JobBytes.ofJob(sent));
    assertArrayEquals(bits(sent.image()), bits(arrived.image()));
    assertEquals(Float.floatToRawIntBits(Float.NaN), bits(arrived.image())[0]);
  }

  @Test
  void whatWasChangedOrCutIsRefused() {
    byte[] bytes = JobBytes.ofJob(predict(view(5, 3)));
    for (int at : new int[] {0, 5, 13, bytes.length - 1}) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      refused(changed);
    }
    for (int length : new int[] {0, 3, 11, 20, bytes.length - 1})
      refused(Arrays.copyOf(bytes, length));
    refused(Arrays.copyOf(bytes, bytes.length + 1));
  }

  private static void refused(byte[] bytes) {
    RobustJException e = assertThrows(RobustJException.class, () -> JobBytes.job(bytes));
    assertTrue(e.getMessage().contains("is damaged"), e.getMessage());
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItIsMade() {
    RobustJException e =
        assertThrows(
            RobustJException.class,
            () -> JobBytes.write(predict(view(1024, 1024)), Job.class, 3 << 20));
    assertTrue(e.getMessage().contains("have 4 MiB, but at most 3 MiB travel"), e.getMessage());
  }

  private static PredictJob predict(RandomAccessibleInterval<FloatType> pixels) {
    return new PredictJob(
        Path.of("a model"), new Image("case", pixels, new Calibration(1, 1, 1, "pixel")), 64);
  }

  /** Not in the order in which it is stored. */
  private static RandomAccessibleInterval<FloatType> view(int width, int height) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) values[i] = i + .1f;
    values[0] = Float.NaN;
    return Views.addDimension(
        Views.addDimension(Views.permute(ArrayImgs.floats(values, height, width), 0, 1), 0, 0),
        0,
        0);
  }

  private static int[] bits(Image image) {
    return Views.flatIterable(image.pixels()).stream()
        .mapToInt(value -> Float.floatToRawIntBits(value.get()))
        .toArray();
  }
}
