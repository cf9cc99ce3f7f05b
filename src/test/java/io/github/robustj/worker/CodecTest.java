package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.Computed;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.PredictJob;
import io.github.robustj.model.Compute;
import io.github.robustj.task.Prediction;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every job and every result comes back as it was, bit by bit. */
class CodecTest {

  @TempDir Path folder;

  private Codec codec;

  @BeforeEach
  void make() {
    codec = new Codec(new PixelFolder(folder));
  }

  @ParameterizedTest
  @MethodSource("io.github.robustj.worker.CodecExamples#jobs")
  void jobsComeBack(Job<?> job) {
    Same.EXACTLY.check(job, roundTrip(job, job.getClass()));
  }

  @ParameterizedTest
  @MethodSource("io.github.robustj.worker.CodecExamples#results")
  void resultsComeBack(Record result) {
    Same.EXACTLY.check(result, roundTrip(result, result.getClass()));
  }

  /** What a new task would have in its own room. */
  record Length(double pixels) implements Annotation {

    @Override
    public Image on(Image image) {
      return image;
    }
  }

  record Measured(String image, Length annotation) implements Prediction {

    @Override
    public List<Score> scores(Annotation truth) {
      return List.of(new Score("length", annotation.pixels() - ((Length) truth).pixels()));
    }

    @Override
    public Measured joined(List<Prediction> parts) {
      return this;
    }
  }

  @Test
  void annotationsAndPredictionsOfAnyRoomComeBackAsWhatTheyWere() {
    Annotation annotation = CodecExamples.mask();
    Same.EXACTLY.check(annotation, roundTrip(annotation, Annotation.class));
    Prediction measured = new Measured("a", new Length(2.5));
    assertEquals(measured, roundTrip(measured, Prediction.class));
    assertEquals(measured, Prediction.of(List.of(measured)));
  }

  @Test
  void theTypeOfTheResultIsTheJobs() {
    assertEquals(Prediction.class, Codec.resultType(PredictJob.class));
    assertEquals(Evaluation.class, Codec.resultType(EvaluateJob.class));
    PredictJob job = new PredictJob(Path.of("model"), CodecExamples.image(), 512);
    assertEquals(Prediction.class, Codec.resultType(new Computed<>(job, Compute.cpu())));
  }

  @Test
  void filesOfPixelsAreGoneOnceTheyAreTaken() throws IOException {
    roundTrip(CodecExamples.prediction(), Prediction.class);
    try (Stream<Path> list = Files.list(folder)) {
      assertEquals(List.of(), list.toList());
    }
  }

  @Test
  void whatIsWrittenIsPlainJsonOnOneLine() {
    String text = codec.text(new AttackResult.SliceSize(1, 3, .5, Double.NaN, 1e300, .9));
    assertEquals(
        "{\"slice\":1,\"l1\":3.0,\"l2\":0.5,\"linf\":\"NaN\",\"psnr\":1.0E300,\"ssim\":0.9}", text);
    assertTrue(JsonParser.parseString(text).isJsonObject());
  }

  private Object roundTrip(Object value, Type type) {
    JsonElement tree = codec.tree(value, type);
    return codec.value(JsonParser.parseString(codec.text(tree)), type);
  }
}
