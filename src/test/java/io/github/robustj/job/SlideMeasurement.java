package io.github.robustj.job;

import io.github.robustj.data.lazy.BlockCache;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Compute;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.Loss;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.FakeBackend;
import io.github.robustj.testing.PixelClassifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * What the prediction of a slide in blocks costs: time, the processor's time (which other work on
 * the machine hardly changes), the network's part of it as far as its thread computes it, and
 * memory. Run by hand, with a slide of {@code MadeSlide}.
 */
final class SlideMeasurement {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long inNetwork;

  /**
   * @param arguments the slide, a folder to write into, the model, and {@code threshold} to put a
   *     threshold in the place of its network, which costs next to nothing
   */
  public static void main(String[] arguments) throws IOException {
    new SlideMeasurement().measure(arguments);
  }

  private void measure(String[] arguments) throws IOException {
    Path out = Files.createDirectories(Path.of(arguments[1]));
    boolean threshold = arguments.length > 3;
    Backend backend = threshold ? null : tensorFlow();
    FakeBackend timed =
        new FakeBackend(
            folder -> timed(threshold ? threshold() : backend.load(folder, loss(arguments[2]))));
    Engine engine =
        new Engine() {
          @Override
          public <R> R run(Job<R> job, JobListener listener) {
            return job.run(timed, listener);
          }
        };
    long begin = System.nanoTime();
    double before = processor();
    BlockPrediction prediction =
        BlockPrediction.begin(
            new BlockPrediction.Request(
                Path.of(arguments[0]),
                Path.of(arguments[2]),
                out.resolve("blocks"),
                out.resolve("labels.ome.zarr"),
                OpenModel.TILE,
                0,
                0,
                false,
                true),
            engine,
            JobListener.SILENT);
    double looked = processor();
    if (prediction.isMask()) prediction.mask();
    else prediction.objects();
    double all = seconds(begin);
    System.out.printf(
        "%d pixels: %.1f s; processor %.1f s, of which %.1f s start, %.1f s looking at intensities, %.1f s network; %d blocks read; %s%n",
        prediction.image().width(),
        all,
        processor(),
        before,
        looked - before,
        inNetwork / 1e9,
        BlockCache.shared().loads(),
        memory());
    prediction.end();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Seconds that all threads have computed, the compiler's and the garbage collector's too. */
  private static double processor() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  private static Loss loss(String model) {
    return ModelTask.taskOf(ModelFolder.open(Path.of(model))).loss();
  }

  private static Backend tensorFlow() {
    return ServiceLoader.load(Backend.class)
        .findFirst()
        .orElseThrow()
        .on(Compute.automatic(), line -> {});
  }

  private DifferentiableModel timed(DifferentiableModel model) {
    return new ForwardingModel(model) {
      @Override
      public Tensor predict(Tensor images) {
        long begin = THREADS.getCurrentThreadCpuTime();
        Tensor said = super.predict(images);
        inNetwork += THREADS.getCurrentThreadCpuTime() - begin;
        return said;
      }
    };
  }

  private static DifferentiableModel threshold() {
    return new FakeBackend.Model(new PixelClassifier(1, 0)) {
      @Override
      public Tensor predict(Tensor images) {
        Tensor logits = Tensor.zeros(images.samples(), images.shape(1), images.shape(2), 3);
        int channels = images.shape(3);
        for (int i = 0; 3 * i < logits.data().length; i++) {
          float first = images.data()[i * channels];
          logits.data()[3 * i] = 1 - first;
          logits.data()[3 * i + 1] = first - 1;
          logits.data()[3 * i + 2] = first - 2;
        }
        return logits;
      }
    };
  }

  /** The most that the process has held at once, as Linux counts it. */
  private static String memory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status")))
      if (line.startsWith("VmHWM")) return line.replaceAll("\\s+", " ");
    return "memory unknown";
  }
}
