package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.model.Backend;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.Loss;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.detection.DetectionLoss;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.Discs;
import io.github.robustj.testing.FakeBackend;
import io.github.robustj.testing.TrainedCells;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.types.TFloat32;

/**
 * What a prediction of a slide costs beside the bare graph calls on tiles of the same sizes, which
 * are given native tensors and whose results are not read: both take turns in one process. Side of
 * the slide of objects in pixels, of which that of masks has 3/8: {@code -Drobustj.side=10000}. The
 * network of objects is smaller than those of users, which have {@code -Drobustj.width=16
 * -Drobustj.depth=4} where they choose nothing.
 */
@Tag("slow")
class PredictionCostTest {

  private static final int SIDE = Integer.getInteger("robustj.side", 4000);
  private static final int ROUNDS = Integer.getInteger("robustj.rounds", 5);
  private static final int WIDTH = Integer.getInteger("robustj.width", 8);
  private static final int DEPTH = Integer.getInteger("robustj.depth", 3);

  @TempDir Path folder;

  /** What the network was given, tile by tile. */
  private final List<int[]> shapes = new ArrayList<>();

  private TensorFlowModel network;

  @Test
  void objectsTakeLittleMoreThanTheirGraphCalls() {
    Path model = TrainedCells.in(folder, WIDTH, DEPTH);
    Image slide = ImagePlusConverter.toImage(Cells.slide(SIDE));
    int expected = TrainedCells.objects(slide.width(), slide.height());
    double ratio =
        ratio(
            model,
            DetectionLoss.FOCAL_AND_BOXES,
            slide,
            seen -> {
              int found = ((Prediction.Objects) seen).objects().all().size();
              assertEquals(expected, found, 2e-3 * expected);
            });
    assertTrue(ratio <= 1.4, "ratio " + ratio);
  }

  /** A network as large sees a pixel of a mask four times, and at full resolution. */
  @Test
  void masksTakeLittleMoreThanTheirGraphCalls() {
    Discs.write(folder.resolve("discs"), 12);
    Map<String, Object> options =
        Map.of("epochs", 3, "width", 8, "depth", 3, "learning_rate", .01, "epsilon", 0);
    Path model = TrainedCells.trained(folder.resolve("discs"), folder.resolve("model"), options);
    ByteProcessor grey = Cells.slide(SIDE * 3 / 8).getProcessor().convertToByteProcessor();
    Image slide = ImagePlusConverter.toImage(new ImagePlus("slide", grey));
    double ratio = ratio(model, Loss.CROSS_ENTROPY_AND_DICE, slide, seen -> {});
    assertTrue(ratio <= 1.15, "ratio " + ratio);
  }

  /** Of the processor's time, since a busy machine lengthens the one more than the other. */
  private double ratio(Path model, Loss loss, Image slide, Consumer<Prediction> check) {
    network = (TensorFlowModel) new TensorFlowBackend().load(model.resolve("saved_model"), loss);
    Backend backend = new FakeBackend(() -> watched(network));
    Cost[] ours = new Cost[ROUNDS];
    Cost[] bare = new Cost[ROUNDS];
    for (int i = -1; i < ROUNDS; i++) {
      shapes.clear();
      Prediction[] seen = new Prediction[1];
      PredictJob job = new PredictJob(model, slide, 512);
      Cost product = Cost.of(() -> seen[0] = job.run(backend, JobListener.SILENT));
      check.accept(seen[0]);
      Cost calls = Cost.of(this::bareCalls);
      if (i < 0) continue;
      ours[i] = product;
      bare[i] = calls;
    }
    network.close();
    double ratio = least(ours).processor / least(bare).processor;
    System.out.printf(
        "%d x %d pixels, %d tiles: %s, bare graph calls %s, ratio %.2f, of the clock %.2f%n",
        slide.width(),
        slide.height(),
        shapes.size(),
        least(ours),
        least(bare),
        ratio,
        least(ours).seconds / least(bare).seconds);
    System.out.println(Arrays.toString(ours) + "\n" + Arrays.toString(bare));
    return ratio;
  }

  private DifferentiableModel watched(DifferentiableModel model) {
    return new ForwardingModel(model) {
      @Override
      public Tensor predict(Tensor images) {
        shapes.add(images.shape());
        return super.predict(images);
      }

      @Override
      public void close() {
        // Stays open for the next round.
      }
    };
  }

  private void bareCalls() {
    Map<List<Integer>, TFloat32> tiles = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int[] shape : shapes) {
      TFloat32 tile =
          tiles.computeIfAbsent(
              Arrays.stream(shape).boxed().toList(), s -> Copies.toNative(noise(random, shape)));
      network.bare(tile);
    }
    tiles.values().forEach(TFloat32::close);
  }

  private static Tensor noise(SplittableRandom random, int[] shape) {
    Tensor noise = Tensor.zeros(shape);
    for (int i = 0; i < noise.data().length; i++) noise.data()[i] = (float) random.nextGaussian();
    return noise;
  }

  private record Cost(double seconds, double processor) {

    static Cost of(Runnable call) {
      OperatingSystemMXBean system =
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
      long start = System.nanoTime();
      long worked = system.getProcessCpuTime();
      call.run();
      return new Cost(
          (System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - worked) / 1e9);
    }

    @Override
    public String toString() {
      return "%.2f s (%.2f s of the processor)".formatted(seconds, processor);
    }
  }

  private static Cost least(Cost[] costs) {
    return new Cost(
        Arrays.stream(costs).mapToDouble(Cost::seconds).min().orElseThrow(),
        Arrays.stream(costs).mapToDouble(Cost::processor).min().orElseThrow());
  }
}
