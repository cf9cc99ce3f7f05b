package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Prediction;
import io.github.robustj.tensorflow.TensorFlowBackend;
import io.github.robustj.testing.As;
import io.github.robustj.testing.Discs;
import io.github.robustj.testing.EvaluateJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every file of a model folder with every kind of damage, read by every job that opens models: the
 * job says a sentence, or its result is that of the whole folder.
 */
class DamagedModelFolderTest {

  private static final Map<String, Object> SMALL =
      Map.of("epochs", 1, "width", 2, "depth", 1, "epsilon", 0, "patch", 16);

  private static final AttackSpec FGSM = new AttackSpec("fgsm", Norm.L2, 1, 1, 1);

  private static final Duration LONGEST = Duration.ofSeconds(10);

  @TempDir static Path folder;
  private static Path data;
  private static Path whole;
  private static Image image;

  private static int copies;

  private static final TensorFlowBackend BACKEND = new TensorFlowBackend();

  private interface Damage {
    void to(Path file) throws IOException;
  }

  private interface Use {
    /** What comes out, to be compared. */
    int[] of(Path model);
  }

  @BeforeAll
  static void train() {
    data = folder.resolve("data");
    Discs.write(data, 3);
    whole = folder.resolve("whole");
    image = ImageReader.read(data.resolve("images/disc 0.tif"));
    train(whole, Map.of());
  }

  private static int[] train(Path out, Map<String, ?> more) {
    Map<String, Object> options = new LinkedHashMap<>(SMALL);
    options.putAll(more);
    new TrainJob(data, Optional.empty(), out, TrainOptions.of(options))
        .run(BACKEND, JobListener.SILENT);
    return predict(out);
  }

  private static int[] predict(Path model) {
    Prediction prediction = new PredictJob(model, image, 512).run(BACKEND, JobListener.SILENT);
    List<Integer> labels = new ArrayList<>();
    for (IntType label : Views.flatIterable(As.mask(prediction).labels())) labels.add(label.get());
    return labels.stream().mapToInt(i -> i).toArray();
  }

  private static int[] attack(Path model) {
    AttackJob job = new AttackJob(model, image, Optional.empty(), FGSM, 1, 1, AttackAim.anywhere());
    job.run(BACKEND, JobListener.SILENT);
    return new int[0];
  }

  private static int[] evaluate(Path model) {
    EvaluateJob job = EvaluateJobs.of(model, data, Optional.empty(), FGSM, List.of(0.), 1);
    double mean = job.run(BACKEND, JobListener.SILENT).points().get(0).mean();
    return new int[] {(int) (1e6 * mean)};
  }

  private static Map<String, Use> uses() {
    Map<String, Use> uses = new LinkedHashMap<>();
    uses.put("predict", DamagedModelFolderTest::predict);
    uses.put("attack", DamagedModelFolderTest::attack);
    uses.put("evaluate", DamagedModelFolderTest::evaluate);
    uses.put(
        "start",
        model -> {
          train(
              folder.resolve("started"),
              Map.of("start_model", model.toString(), "overwrite", true));
          return new int[0];
        });
    return uses;
  }

  private static Map<String, Damage> damages() {
    Map<String, Damage> damages = new LinkedHashMap<>();
    damages.put("none left", Files::delete);
    damages.put("empty", file -> Files.write(file, new byte[0]));
    damages.put("cut to half", file -> cut(file, .5));
    damages.put("cut by a byte", file -> cut(file, 1 - 1. / Files.size(file)));
    damages.put("twice", file -> write(file, file, file));
    damages.put("other bytes", file -> flip(file, 11));
    damages.put("another byte", file -> flip(file, 1 << 20));
    damages.put("zeros", file -> Files.write(file, new byte[(int) Files.size(file)]));
    damages.put("deep", file -> Files.writeString(file, "[".repeat(100_000)));
    damages.put("text", file -> Files.writeString(file, "a,b\n1,NaN\n"));
    damages.put(
        "a folder",
        file -> {
          Files.delete(file);
          Files.createDirectory(file);
        });
    damages.put(
        "a link to nothing",
        file -> {
          Files.delete(file);
          Files.createSymbolicLink(file, Path.of("nowhere"));
        });
    return damages;
  }

  private static void cut(Path file, double part) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, (int) Math.round(part * bytes.length)));
  }

  private static void write(Path to, Path... parts) throws IOException {
    List<byte[]> bytes = new ArrayList<>();
    for (Path part : parts) bytes.add(Files.readAllBytes(part));
    try (var out = Files.newOutputStream(to)) {
      for (byte[] part : bytes) out.write(part);
    }
  }

  /** Every so many bytes one, at least the middle one. */
  private static void flip(Path file, int step) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = bytes.length / 2 % step; i < bytes.length; i += step) bytes[i] ^= 16;
    Files.write(file, bytes);
  }

  /** Of a model that says nothing of its files, as strangers' may, the weights are looked at. */
  @Test
  void filesOfANetwork() throws IOException {
    everyFile(false, "saved_model", List.of("predict"), List.of("cut to half", "another byte"));
    everyFile(true, "saved_model", uses().keySet(), List.of("another byte"));
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyFileOfAModel(boolean listed) throws IOException {
    everyFile(listed, "", uses().keySet(), damages().keySet());
  }

  @Tag("slow")
  @Test
  void everyFileOfACheckpoint() throws IOException {
    everyCheckpoint(damages().keySet());
  }

  private static void everyCheckpoint(Collection<String> damages) throws IOException {
    List<String> wrong = new ArrayList<>();
    int[] expected = predict(whole);
    for (Path file : files(whole.resolve("checkpoint")))
      for (String damage : damages) {
        Path model = copied(true);
        damages().get(damage).to(model.resolve(whole.relativize(file)));
        String what = whole.relativize(file) + ", " + damage + ", resume";
        check(what, () -> train(model, Map.of("resume", true)), expected, wrong);
      }
    assertEquals(List.of(), wrong);
  }

  /**
   * @param listed whether the model says what its files are: then no other result is possible
   * @param from what the names of the files begin with
   */
  private static void everyFile(
      boolean listed, String from, Collection<String> jobs, Collection<String> damages)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    Map<String, int[]> expected = new HashMap<>();
    for (String job : jobs) expected.put(job, uses().get(job).of(whole));
    for (Path file : files(whole)) {
      String name = whole.relativize(file).toString();
      if (!name.startsWith(from) || name.matches("(checkpoint|last).*")) continue;
      for (String damage : damages) {
        Path model = copied(listed);
        damages().get(damage).to(model.resolve(name));
        for (String job : jobs)
          check(
              name + ", " + damage + ", " + job,
              () -> uses().get(job).of(model),
              listed ? expected.get(job) : null,
              wrong);
      }
    }
    assertEquals(List.of(), wrong);
  }

  private interface Call {
    int[] run() throws IOException;
  }

  private static void check(String what, Call call, int[] expected, List<String> wrong) {
    long start = System.nanoTime();
    try {
      int[] result = call.run();
      if (expected != null && !Arrays.equals(expected, result)) wrong.add(what + ": other result");
    } catch (RobustJException e) {
      boolean sentence = e.getMessage().endsWith(".") && e.getMessage().length() < 1000;
      if (!sentence || e.getMessage().contains("\n")) wrong.add(what + ": " + e.getMessage());
    } catch (Throwable raw) {
      wrong.add(what + ": " + raw);
    }
    if (System.nanoTime() - start > LONGEST.toNanos()) wrong.add(what + ": too long");
  }

  private static Path copied(boolean listed) throws IOException {
    Path model = folder.resolve("damaged" + copies++);
    try (Stream<Path> all = Files.walk(whole)) {
      for (Path from : all.toList()) {
        Path to = model.resolve(whole.relativize(from).toString());
        if (Files.isDirectory(from)) Files.createDirectories(to);
        else Files.copy(from, to);
      }
    }
    if (listed) return model;
    Path description = model.resolve("model.json");
    JsonObject tree = JsonParser.parseString(Files.readString(description)).getAsJsonObject();
    tree.remove("sha256");
    Files.writeString(description, tree.toString());
    return model;
  }

  private static List<Path> files(Path in) throws IOException {
    try (Stream<Path> all = Files.walk(in)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
