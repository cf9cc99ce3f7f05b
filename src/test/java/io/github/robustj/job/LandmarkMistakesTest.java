package io.github.robustj.job;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static io.github.robustj.job.CrossNetwork.DATA;
import static io.github.robustj.job.CrossNetwork.FOLDER;
import static io.github.robustj.job.CrossNetwork.PLACES;
import static io.github.robustj.job.CrossNetwork.SMALL;
import static io.github.robustj.job.CrossNetwork.backend;
import static io.github.robustj.job.CrossNetwork.hardlyTrained;
import static io.github.robustj.job.CrossNetwork.move;
import static io.github.robustj.job.CrossNetwork.run;
import static io.github.robustj.job.CrossNetwork.towards;

import io.github.robustj.RobustJ;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Image;
import io.github.robustj.data.Measurement;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.task.Target;
import io.github.robustj.testing.Crosses;
import io.github.robustj.testing.Discs;
import io.github.robustj.testing.EvaluateJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cannot be done with landmarks is said in a sentence that tells what can. */
class LandmarkMistakesTest {

  private static final Path MODEL = hardlyTrained("mistaken");

  @Test
  void saysWhatIsWrong() throws IOException {
    Image image = ImagePlusConverter.toImage(Crosses.image(77, PLACES));
    assertSentence(
        () -> RobustJ.predict(image.pixels(), MODEL.toString(), Map.of("axes", "xycz")),
        "finds landmarks");
    AttackSpec dice = AttackOptions.of(Map.of("objective", "soft_dice"));
    assertSentence(
        () -> run(new AttackJob(MODEL, image, Optional.empty(), dice, 1, 1)),
        "objective is soft_dice",
        "soft_argmax");
    assertSentence(
        () -> run(new AttackJob(MODEL, image, Optional.empty(), AttackSpec.pgd(1), Double.NaN, 1)),
        "epsilon is NaN");
    Target erase = new Target("erase", "bright", "");
    assertSentence(() -> run(towards(MODEL, image, erase)), "target is erase", "move or swap");
    assertSentence(
        () -> run(towards(MODEL, image, move("chin", 5, 0))), "target_class", "bright, dark");
    assertSentence(() -> run(towards(MODEL, image, move("dark", 500, 0))), "target_distance");
    assertSentence(
        () -> TrainOptions.of(Map.of("task", "landmark", "method", "mart")),
        "method is mart",
        "task is landmark");
    assertSentence(
        () ->
            run(
                EvaluateJobs.of(
                    MODEL,
                    DATA,
                    Optional.empty(),
                    AttackSpec.pgd(5),
                    List.of(0.),
                    1,
                    Optional.empty(),
                    new EvaluateJob.Points(0, Measurement.parse("a = distance(bright, chin)")))),
        "no landmark chin");
    Path mixed = FOLDER.resolve("mixed");
    Crosses.write(mixed, 3);
    Path table = mixed.resolve("landmarks.csv");
    Files.writeString(table, Files.readString(table).replace("cross2,.5", "cross2,"));
    Map<String, Object> all = new HashMap<>(SMALL);
    all.put("validation", 0);
    assertSentence(
        () ->
            new TrainJob(mixed, Optional.empty(), FOLDER.resolve("no"), TrainOptions.of(all))
                .run(backend(), JobListener.SILENT),
        "cross2.tif",
        "pixel_size");
    Path masks = FOLDER.resolve("masks");
    Discs.write(masks, 2);
    assertSentence(
        () ->
            new TrainJob(masks, Optional.empty(), FOLDER.resolve("no"), TrainOptions.of(SMALL))
                .run(backend(), JobListener.SILENT),
        "has no landmarks");
  }
}
