package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.file.Sha256;
import io.github.robustj.model.Backend;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.testing.BrightNetwork;
import io.github.robustj.testing.Discs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provenance of an evaluation. */
class EvaluatedHowTest {

  private static final List<Key<?>> TABLE =
      Keys.join(
          OptionTable.ATTACK,
          OptionTable.EVALUATE,
          OptionTable.EVALUATE_LANDMARKS,
          OptionTable.EVALUATE_DETECTION,
          List.of(OptionTable.SPLIT));

  /** What only changes what is said about scores, or how long they take. */
  private static final Set<String> OF_REPORTS = Set.of("tolerances", "parallel_cases");

  @TempDir Path folder;
  private final Backend backend = BrightNetwork.backend();
  private Path model;
  private Path data;

  @BeforeEach
  void write() {
    model = BrightNetwork.write(folder.resolve("my model"), "disc");
    data = folder.resolve("data");
    Discs.write(data, 3);
  }

  private Provenance how(Map<String, ?> options) {
    return EvaluateJob.from(model, data, Options.of(options, TABLE))
        .run(backend, JobListener.SILENT)
        .provenance()
        .orElseThrow();
  }

  @Test
  void saysWhatWasMeasuredAndHow() {
    OffsetDateTime before = OffsetDateTime.now().minusSeconds(1);
    Provenance how = how(Map.of("epsilons", "0,.5", "attack", "fgsm", "norm", "linf", "seed", 7));
    assertEquals("my model", how.model());
    assertEquals(ModelFolder.open(model).sha256(), how.sha256());
    assertEquals("segmentation", how.task());
    assertEquals(data.toString(), how.data());
    assertEquals(List.of("disc 0", "disc 1", "disc 2"), how.cases());
    assertEquals(
        Map.of(
            "seed",
            "7",
            "attack",
            "fgsm",
            "norm",
            "linf",
            "epsilon_unit",
            "normalised",
            "checks",
            "usual",
            "objective",
            "training_loss",
            "epsilons",
            "0,0.5"),
        how.options());
    assertEquals("float32", how.precision());
    assertEquals("CPU", how.device());
    assertEquals(Set.of("fake", "RobustJ", "java", "os"), how.versions().keySet());
    OffsetDateTime date = OffsetDateTime.parse(how.date());
    assertTrue(!date.isBefore(before) && !date.isAfter(OffsetDateTime.now()), how.date());
    assertTrue(how.seconds() >= 0 && how.seconds() < 60, how.seconds() + " s");
  }

  @Test
  void isReadBackFromTheFile() {
    Evaluation evaluation =
        EvaluateJob.from(model, data, Options.of(Map.of("epsilons", "0"), TABLE))
            .run(backend, JobListener.SILENT);
    Path file = folder.resolve("curve.json");
    EvaluationJson.write(file, evaluation);
    assertEquals(evaluation, EvaluationJson.read(file));
  }

  /** Every option that changes what is measured stands there when it is given. */
  @Test
  void everyOptionIsStated() throws IOException {
    Path split = Files.writeString(folder.resolve("split.txt"), "disc 0\n");
    String mask = data.resolve("labels").toString();
    Set<String> stated = new TreeSet<>(OF_REPORTS);
    stated.addAll(
        options(
            Map.of(
                "attack",
                "apgd",
                "restarts",
                2,
                "objective",
                "margin",
                "steps",
                9,
                "group",
                "disc",
                "split",
                split,
                "region",
                mask,
                "target",
                "erase",
                "target_class",
                "disc")));
    stated.addAll(
        options(Map.of("attack", "pgd", "step_size", 2, "epsilon_unit", "rms", "checks", "none")));
    stated.addAll(options(Map.of("attack", "fmn", "tolerance", .4)));
    stated.addAll(options(Map.of("attack", "transfer", "source_model", model)));
    stated.addAll(
        options(
            Map.of(
                "attack",
                "universal",
                "universal_perturbation",
                data.resolve("images/disc 0.tif"))));
    stated.addAll(options(Map.of("target", "mask", "target_mask", mask)));
    stated.addAll(options(Map.of("target", "swap", "target_class", "disc", "target_other", "x")));
    stated.addAll(options(Map.of("target", "shrink", "target_class", "disc", "target_pixels", 3)));
    stated.addAll(options(Map.of("target", "move", "target_class", "a", "target_distance", 3)));
    stated.addAll(options(Map.of("target", "move", "target_class", "a", "target_direction", 3)));
    stated.addAll(
        options(
            Map.of("pixel_size", .5, "measurements", "d = distance(a, b)", "y_origin", "bottom")));
    stated.addAll(options(Map.of("unannotated", split, "corruptions", "gamma")));
    stated.addAll(options(Map.of("certificate", "smoothing", "certificate_sigma", .5)));
    TABLE.forEach(key -> assertTrue(stated.contains(key.name()), key.name() + " is not stated"));
  }

  private Set<String> options(Map<String, ?> given) {
    Options options = Options.of(given, TABLE);
    EvaluateJob job = EvaluateJob.from(model, data, options);
    Map<String, String> stated = EvaluatedHow.options(job, job.attack());
    given.keySet().forEach(key -> assertTrue(stated.containsKey(key), key + " in " + stated));
    return stated.keySet();
  }

  /** As {@code sha256sum} prints it; the name and place of the folder do not matter. */
  @Test
  void theModelsChecksumIsThatOfItsFiles() throws IOException {
    String description = Sha256.of(model.resolve("model.json"));
    String network = Sha256.of(model.resolve("saved_model/saved_model.pb"));
    String sum = ModelFolder.open(model).sha256();
    assertEquals(
        Sha256.ofText(description + "  model.json\n" + network + "  saved_model/saved_model.pb\n"),
        sum);
    Files.createDirectories(model.resolve("checkpoint"));
    Files.writeString(model.resolve("history.csv"), "of no account");
    Path moved = Files.move(model, folder.resolve("moved"));
    assertEquals(sum, ModelFolder.open(moved).sha256());
    Path other = BrightNetwork.write(folder.resolve("other"), "ball");
    assertNotEquals(sum, ModelFolder.open(other).sha256());
  }

  /** {@code abc} and the empty text: FIPS 180-2, appendix B.1. */
  @Test
  void textsHaveThePublishedSums() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256.ofText("abc"));
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Sha256.ofText(""));
  }

  /** Other pixels, another truth or another region are other data; another folder is not. */
  @Test
  void theDatasChecksumIsOfWhatTheNetworkSees() throws IOException {
    Map<String, ?> clean = Map.of("epsilons", "0");
    String sum = how(clean).checksum();
    String region = data.resolve("labels").toString();
    assertNotEquals(sum, how(Map.of("epsilons", "0", "region", region)).checksum());
    data = Files.move(data, folder.resolve("moved data"));
    assertEquals(sum, how(clean).checksum());
    Files.copy(
        data.resolve("labels/disc 1.tif"),
        data.resolve("labels/disc 0.tif"),
        StandardCopyOption.REPLACE_EXISTING);
    assertNotEquals(sum, how(clean).checksum());
  }
}
