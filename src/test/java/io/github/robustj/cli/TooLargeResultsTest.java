package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.AttackFileJob;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictFileJob;
import io.github.robustj.job.PredictJob;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.testing.EmptyModels;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results that fit into no TIFF are refused before anything is asked of the model. */
class TooLargeResultsTest {

  /** So that the probabilities of 2 x 1024 x 1024 pixels are 2008 MiB. */
  private static final int CLASSES = 252;

  @TempDir Path folder;

  private Path images;
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    IJ.saveAsTiff(IJ.createImage("", "8-bit", 8, 8, 2), images.resolve("small.tif").toString());
    List<LabelClass> classes =
        IntStream.range(0, CLASSES).mapToObj(c -> new LabelClass(c, "class " + c)).toList();
    EmptyModels.write(folder.resolve("model"), new SegmentationQuestion(classes), 1, Instant.EPOCH);
  }

  /** Says which images it was asked of. */
  private final Engine engine =
      new Engine() {
        @Override
        public <R> R run(Job<R> job, JobListener listener) {
          if (job instanceof PredictJob predict) asked.add(predict.image().name());
          if (job instanceof PredictFileJob predict) asked.add(predict.image().name());
          if (job instanceof AttackJob attack) asked.add(attack.image().name());
          if (job instanceof AttackFileJob attack) asked.add(attack.image().name());
          throw new RobustJException("The model was asked.");
        }
      };

  @ParameterizedTest
  @CsvSource({"''", "--resume", "--shard 1/1"})
  void probabilitiesOfManyClasses(String how) {
    IJ.saveAsTiff(
        IJ.createImage("", "8-bit", 1024, 1024, 2), images.resolve("large.tif").toString());
    String said = call("predict --probabilities --overlay none " + how);
    String refused =
        "large.tif failed: large-probability.tif would be a file of 2008 MiB, and a TIFF";
    assertTrue(said.contains(refused), said);
    assertEquals(List.of("small"), asked);
  }

  /** What is written as NIfTI may be as large as it is. */
  @ParameterizedTest
  @CsvSource({"predict", "attack"})
  void overlays(String verb) throws IOException {
    Files.delete(images.resolve("small.tif"));
    writeVolume(images.resolve("large.nii"), 501);
    String said = call(verb + " --shard 1/1");
    assertTrue(said.contains("large-overlay.tif would be a file of 2004 MiB"), said);
    assertEquals(List.of(), asked);
  }

  /** Of 1024 x 1024 bytes in so many slices, all of them holes of the file. */
  private static void writeVolume(Path file, int slices) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(352).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, 348);
    short[] dimensions = {3, 1024, 1024, (short) slices, 1, 1, 1, 1};
    header.position(40).asShortBuffer().put(dimensions);
    header.putShort(70, (short) 2).putShort(72, (short) 8);
    header.position(76).asFloatBuffer().put(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 352});
    header.putInt(344, 0x00312b6e);
    Files.write(file, header.array());
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(352 + (1L << 20) * slices);
    }
  }

  private String call(String words) {
    List<String> line = new ArrayList<>(List.of(words.trim().split(" ")));
    line.addAll(List.of("--model", folder.resolve("model").toString()));
    line.addAll(List.of("--input", images.toString()));
    line.addAll(List.of("--out", folder.resolve("out").toString()));
    CommandLineCall call = CommandLineCall.with(engine, line.toArray(String[]::new));
    assertEquals(Program.FAILED, call.exitCode(), call.err());
    return call.err();
  }
}
