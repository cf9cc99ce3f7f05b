package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.Measurement;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.Computed;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluationAim;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.model.Compute;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import io.github.robustj.task.Target;
import io.github.robustj.testing.Curves;
import io.github.robustj.testing.EvaluateJobs;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every job and every result comes back as it was, bit by bit. */
class CodecTest {

  private static final AttackSpec PGD = new AttackSpec("pgd", Norm.LINF, 7, .1, 3);

  @TempDir Path folder;
  private Codec codec;

  @BeforeEach
  void make() {
    codec = new Codec(new PixelFolder(folder));
  }

  static Stream<Job<?>> jobs() {
    Map<String, Object> unusual =
        Map.of(
            "method", "adaptive_margin",
            "optimizer", "sgd",
            "norm", "l1",
            "learning_rate", 1. / 3,
            "seed", (1L << 53) - 1,
            "threshold", "quantile",
            "group", "^(\"ä\\d+)");
    Path out = Path.of("folder with ä, \" and 山");
    return Stream.of(
        new TrainJob(Path.of("/data"), Optional.empty(), out, TrainOptions.of(Map.of())),
        new TrainJob(Path.of(""), Optional.of(out), out, TrainOptions.of(unusual)),
        new PredictJob(Path.of("model"), image(), 512),
        new AttackJob(out, image(), Optional.empty(), PGD, 0, 1),
        new AttackJob(out, image(), Optional.of(mask()), PGD, 1e-300, Long.MIN_VALUE),
        EvaluateJobs.of(out, out, Optional.of(out), PGD, List.of(0., .1, 1e6), Long.MAX_VALUE),
        EvaluateJobs.of(
            out,
            out,
            Optional.empty(),
            PGD,
            List.of(0.),
            1,
            Optional.of(out),
            new EvaluateJob.Points(.1, Measurement.parse("A = angle(a, b, c)"))),
        new EvaluateJob(
            out,
            out,
            Optional.empty(),
            PGD,
            List.of(0.),
            1,
            Optional.empty(),
            EvaluateJob.Points.NONE,
            new EvaluationAim(
                new Target("vanish", "red", ""),
                Optional.of(out),
                Optional.of(out),
                Optional.of(image())),
            Optional.of(out)),
        new Computed<>(
            EvaluateJobs.of(out, out, Optional.empty(), PGD, List.of(0.), 1),
            new Compute(Compute.Target.GPU, 3, .5, Compute.Precision.MIXED)),
        new Computed<>(
            new PredictJob(out, image(), 8),
            new Compute(
                Compute.Target.GPU,
                List.of(2, 0),
                3,
                List.of("one:2222", "[::1]:80"),
                0,
                Compute.Precision.FLOAT32)),
        new PredictJob(out, image(), 8),
        new AttackJob(out, image(), Optional.of(points()), PGD, 1, 1, aim()),
        new PredictJob(out, image(), 512),
        new AttackJob(
            out,
            image(),
            Optional.of(boxes()),
            PGD,
            1,
            1,
            new AttackAim(
                Optional.of(Path.of("source")),
                Optional.of(mask()),
                new Target("mislabel", "red", "white"),
                Optional.of(image()))));
  }

  private static AttackAim aim() {
    Target target =
        new Target("move", "nose", "", 2, new Target.Move(1. / 3, 90), Optional.empty());
    return new AttackAim(
        Optional.of(Path.of("source")), Optional.of(mask()), target, Optional.of(image()));
  }

  private static Boxes boxes() {
    BoxedObject found = BoxedObject.found("red", new Box(1. / 3, -.5, 7, 1e-9), .1);
    BoxedObject crowd = new BoxedObject("white", new Box(0, 0, 1, 1), 1, BoxedObject.Role.CROWD);
    return new Boxes(List.of(List.of(found, crowd), List.of()));
  }

  @Test
  void detectionResultsComeBack() {
    Prediction.Objects found =
        new Prediction.Objects("image", 4, 3, List.of("red", "white"), boxes(), .5);
    AttackResult attack =
        new AttackResult(
            image(),
            image(),
            boxes(),
            false,
            found,
            found,
            List.of(),
            Optional.of(image()),
            new Reach(1, 3),
            Optional.empty());
    CaseScore scored =
        Curves.score(
            "image",
            Map.of("red", Double.NaN),
            Map.of(),
            Map.of("red", .5),
            List.of(new ObjectsInImage(boxes().all(), boxes().all())),
            new Reach(2, 2));
    for (Record result : List.of(found, attack, scored))
      Same.EXACTLY.check(result, roundTrip(result, result.getClass()));
  }

  private static Landmarks points() {
    return new Landmarks(
        List.of(Map.of("nose", new Landmark(1. / 3, -.5, Double.NaN)), Map.of()),
        new Calibration(.1, .2, 1, "mm"));
  }

  @Test
  void landmarkResultsComeBack() {
    Prediction.Points found = new Prediction.Points("image", points());
    AttackResult attack =
        new AttackResult(
            image(),
            image(),
            points(),
            false,
            found,
            found,
            List.of(),
            Optional.empty(),
            Reach.NONE,
            Optional.empty());
    for (Record result : List.of(found, attack))
      Same.EXACTLY.check(result, roundTrip(result, result.getClass()));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void jobsComeBack(Job<?> job) {
    Same.EXACTLY.check(job, roundTrip(job, job.getClass()));
  }

  static Stream<Record> results() {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("second in the alphabet", Double.NaN);
    scores.put("first", -0.);
    List<EpochReport> history =
        List.of(
            new EpochReport(1, 2, scores, new float[0]),
            new EpochReport(
                2,
                2,
                Map.of("loss", Double.NEGATIVE_INFINITY),
                new float[] {Float.NaN, Float.POSITIVE_INFINITY, -0f, Float.MIN_VALUE, .1f}));
    AttackResult attack =
        new AttackResult(
            image(),
            image(),
            mask(),
            true,
            prediction(),
            prediction(),
            List.of(new AttackResult.ClassChange("liver", Double.NaN, 1. / 3)),
            List.of(new AttackResult.SliceSize(1, 0, 0, 0, Double.POSITIVE_INFINITY, .9)),
            Optional.empty(),
            Reach.NONE,
            Optional.empty());
    RobustnessCurve curve =
        Curves.of(
            "Dice",
            PGD,
            List.of("liver"),
            List.of(new RobustnessCurve.Point(.1, List.of(Curves.score("case", scores)))));
    RobustnessCurve more =
        curve
            .with(
                new MinimalPerturbations(
                    .5,
                    4,
                    List.of(
                        new MinimalPerturbations.OfCase(
                            "case", Double.POSITIVE_INFINITY, List.of(.1)))))
            .with(List.of(new RobustnessCurve.Universal(4, image())));
    return Stream.of(new TrainResult(Path.of("m"), history), prediction(), attack, curve, more);
  }

  @ParameterizedTest
  @MethodSource("results")
  void resultsComeBack(Record result) {
    Same.EXACTLY.check(result, roundTrip(result, result.getClass()));
  }

  @Test
  void aSealedInterfaceComesBackAsWhatItWas() {
    Annotation annotation = mask();
    Same.EXACTLY.check(annotation, roundTrip(annotation, Annotation.class));
  }

  @Test
  void theTypeOfTheResultIsTheJobs() {
    assertEquals(Prediction.class, Codec.resultType(PredictJob.class));
    assertEquals(Evaluation.class, Codec.resultType(EvaluateJob.class));
    PredictJob job = new PredictJob(Path.of("model"), image(), 512);
    assertEquals(Prediction.class, Codec.resultType(new Computed<>(job, Compute.cpu())));
  }

  @Test
  void filesOfPixelsAreGoneOnceTheyAreTaken() throws IOException {
    roundTrip(prediction(), Prediction.class);
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

  /** Longer than what is read at once, by planes, as one array, and as a view of either. */
  @Test
  void largeImagesComeAsTheyWent() throws IOException {
    PixelFolder pixels = new PixelFolder(folder);
    Img<IntType> array = ArrayImgs.ints(701, 503, 1);
    Img<FloatType> planes = PlanarImgs.floats(701, 503, 2, 1);
    int i = 0;
    for (IntType pixel : array) pixel.set(i++ * 31);
    for (FloatType pixel : planes) pixel.set(i++ / 7f);
    for (RandomAccessibleInterval<?> image :
        List.of(array, planes, Views.permute(array, 0, 1), Views.hyperSlice(planes, 2, 1)))
      Same.EXACTLY.check(image, pixels.take(pixels.write(image)));
  }

  @Test
  void shortFilesOfPixelsAreRefused() throws IOException {
    PixelFolder pixels = new PixelFolder(folder);
    PixelFolder.PixelFile file = pixels.write(ArrayImgs.ints(7, 5));
    PixelFolder.PixelFile longer =
        new PixelFolder.PixelFile(file.file(), file.kind(), new long[] {7, 6});
    assertThrows(EOFException.class, () -> pixels.take(longer));
  }

  @Test
  void otherPixelsAreRefused() {
    PixelFolder pixels = new PixelFolder(folder);
    assertThrows(
        IllegalArgumentException.class,
        () -> pixels.write(ArrayImgs.unsignedBytes(new byte[4], 2, 2)),
        UnsignedByteType.class.getName());
  }

  private Object roundTrip(Object value, Type type) {
    JsonElement tree = codec.tree(value, type);
    return codec.value(JsonParser.parseString(codec.text(tree)), type);
  }

  private static Prediction.Masks prediction() {
    List<LabelClass> classes = List.of(new LabelClass(0, "background"), new LabelClass(7, "山"));
    return new Prediction.Masks(mask(), image(), classes);
  }

  /** 3 x 2 pixels, 2 channels, 2 slices, with every kind of float. */
  private static Image image() {
    float[] pixels = new float[24];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (float) Math.sin(i);
    pixels[3] = Float.NaN;
    pixels[5] = Float.NEGATIVE_INFINITY;
    pixels[8] = -0f;
    return new Image(
        "case", ArrayImgs.floats(pixels, 3, 2, 2, 2), new Calibration(.3, 1, 2.5, "mm"));
  }

  private static Mask mask() {
    int[] labels = {0, 1, 255, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
    return new Mask(ArrayImgs.ints(labels, 3, 1, 2));
  }
}
