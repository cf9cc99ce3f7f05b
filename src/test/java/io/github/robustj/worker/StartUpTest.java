package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.Contours;
import io.github.robustj.display.Overlays;
import io.github.robustj.engine.EngineFolder;
import io.github.robustj.engine.EnginePlatform;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.model.Loss;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.tensorflow.TensorFlowBackend;
import io.github.robustj.testing.Discs;
import io.github.robustj.testing.EmptyModels;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a user waits, on two cores that do nothing else, from the start of a command to the
 * outlines on an image of 256 x 256 pixels: with a new worker at most 6 s, with a warm one at most
 * 1 s, and in both cases he hears something within half a second. Workers that search all jars for
 * libraries and parse all classes take turns with those that users have, in jars as theirs.
 */
@Tag("slow")
class StartUpTest {

  private static final NetworkSpec NETWORK = new NetworkSpec(1, 2, 16, 5, true);
  private static final int ROUNDS = 7;

  @TempDir Path folder;

  @Test
  void theFirstOverlayComesSoon() throws IOException {
    writeModel();
    WorkerSettings now = packed();
    // Writes the archive of its classes when it ends.
    once(now);
    List<List<Wait>> plain = new ArrayList<>();
    List<List<Wait>> usual = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      plain.add(once(withoutHelp(now)));
      usual.add(once(now));
    }
    Wait before = median(plain, 0);
    Wait cold = median(usual, 0);
    Wait warm = median(usual, 1);
    System.out.printf("searching and parsing: %s%ncold: %s%nwarm: %s%n", before, cold, warm);
    assertTrue(cold.overlay() <= 6000, cold.toString());
    assertTrue(cold.overlay() < .9 * before.overlay(), cold + " against " + before);
    assertTrue(warm.overlay() <= 1000, warm.toString());
    assertTrue(Math.max(cold.word(), warm.word()) <= 500, cold + ", " + warm);
  }

  /** Of a new worker, and of the same one again. */
  private List<Wait> once(WorkerSettings settings) {
    WorkerEngine engine = new WorkerEngine(() -> settings, Duration.ofMinutes(1));
    try {
      return List.of(wait(engine), wait(engine));
    } finally {
      engine.stop();
    }
  }

  private static Wait median(List<List<Wait>> rounds, int which) {
    List<Wait> sorted =
        rounds.stream().map(r -> r.get(which)).sorted(Comparator.comparing(Wait::overlay)).toList();
    return sorted.get(sorted.size() / 2);
  }

  /** An engine of links to the jars of the class path, and RobustJ's classes in a jar. */
  private WorkerSettings packed() throws IOException {
    EngineFolder engines = new EngineFolder(folder.resolve("home"), Optional.empty());
    Path place = Files.createDirectories(engines.place(EnginePlatform.here(false)));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator))
      if (entry.matches(".*(org.tensorflow|org.bytedeco|com.google.protobuf).*\\.jar"))
        Files.createSymbolicLink(place.resolve(Path.of(entry).getFileName()), Path.of(entry));
    WorkerSettings settings = WorkerSettings.of(engines);
    List<Path> jars = new ArrayList<>();
    for (Path entry : settings.classPath()) jars.add(Files.isDirectory(entry) ? jar(entry) : entry);
    return new WorkerSettings(
        settings.java(),
        jars,
        settings.libraries(),
        settings.options(),
        ClassArchive.of(engines.classes(), settings.java(), jars),
        settings.logs(),
        settings.temporary());
  }

  private Path jar(Path classes) throws IOException {
    Path jar = folder.resolve("robustj.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> walk = Files.walk(classes)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  private static WorkerSettings withoutHelp(WorkerSettings settings) {
    List<String> options = new ArrayList<>(settings.options());
    options.removeIf(option -> option.contains("findLibraries"));
    return new WorkerSettings(
        settings.java(),
        settings.classPath(),
        settings.libraries(),
        options,
        Optional.empty(),
        settings.logs(),
        settings.temporary());
  }

  /** Milliseconds to the first word of progress and to the overlay. */
  private record Wait(long word, long overlay) {}

  private Wait wait(WorkerEngine engine) {
    ImagePlus image = Discs.imagePlus(256, 128, 1);
    long start = System.nanoTime();
    long[] word = {-1};
    JobListener listener =
        new JobListener() {
          @Override
          public void progress(double fraction, String message) {
            if (word[0] < 0) word[0] = millisSince(start);
          }
        };
    PredictJob job =
        new PredictJob(folder.resolve("model"), ImagePlusConverter.toImage(image), 512);
    Prediction.Masks found = (Prediction.Masks) engine.run(job, listener);
    ContourStyle style = ContourStyle.PREDICTION;
    Overlays.put(image, style.prefix(), Contours.of(found.mask(), found.classes(), style));
    return new Wait(word[0], millisSince(start));
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  /**
   * Of the size that training has by default for such images; what it has learned costs no time.
   */
  private void writeModel() {
    List<LabelClass> classes = List.of(new LabelClass(0, "ground"), new LabelClass(1, "disc"));
    ModelDescription description =
        EmptyModels.description(new SegmentationQuestion(classes), NETWORK, Instant.now());
    try (TrainableModel model =
        new TensorFlowBackend()
            .create(NETWORK, Loss.CROSS_ENTROPY_AND_DICE, OptimizerSpec.adam(), 1)) {
      ModelFolder.write(
          folder.resolve("model"), description, dir -> model.save(dir.resolve("saved_model")));
    }
  }
}
