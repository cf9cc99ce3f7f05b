package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Backend.Device;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Claim;
import io.github.robustj.model.Compute.Precision;
import io.github.robustj.model.Compute.Target;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.GpuDriver;
import io.github.robustj.model.Loss;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.OutOfMemoryException;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.GPUOptions;

/** Devices, their memory, and the arithmetic. */
class ComputationTest {

  private static final NetworkSpec NETWORK = new NetworkSpec(1, 3, 8, 3, true);
  private static final Compute MIXED = new Compute(Target.CPU, 0, 0, Precision.MIXED);

  @TempDir Path folder;
  private final TensorFlowBackend backend = new TensorFlowBackend();
  private final List<String> log = new ArrayList<>();

  @Test
  void withoutAGpuAutoIsTheCpuAndSaysWhy() {
    assumeTrue(backend.devices().stream().noneMatch(Device::isGpu));
    Backend chosen = backend.on(Compute.automatic(), log::add);
    assertEquals(List.of(), log, "nothing is chosen before it is needed");
    assertEquals("CPU", chosen.device());
    assertEquals("CPU", chosen.device());
    assertEquals(1, log.size(), "and it is said once");
    assertTrue(
        log.get(0).equals("CPU: the engine is the CPU build")
            || log.get(0).equals("CPU: no NVIDIA driver was found"),
        log.get(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void aGpuThatIsNotThereIsOneSentence(int number) {
    assumeTrue(backend.devices().stream().noneMatch(Device::isGpu));
    Backend chosen = backend.on(new Compute(Target.GPU, number, 0, Precision.FLOAT32), log::add);
    String sentence = assertThrows(RobustJException.class, chosen::device).getMessage();
    String given = number == 0 ? "The option device is gpu, but " : "The option device is gpu:3, ";
    assertTrue(sentence.startsWith(given), sentence);
    assertTrue(sentence.contains("install") && sentence.contains("CPU"), sentence);
    assertEquals(1, sentence.lines().count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"gpus; ", "gpu:0,gpu:1; 0,1", "gpu:3,gpu:1; 3,1"})
  void severalGpusThatAreNotThereAreOneSentence(String written, String numbers) {
    assumeTrue(backend.devices().stream().noneMatch(Device::isGpu));
    List<Integer> gpus =
        numbers == null
            ? List.of()
            : Arrays.stream(numbers.split(",")).map(Integer::valueOf).toList();
    Compute compute = new Compute(Target.GPU, gpus, 1, List.of(), 0, Precision.FLOAT32);
    Backend chosen = backend.on(compute, log::add);
    String sentence = assertThrows(RobustJException.class, chosen::device).getMessage();
    assertTrue(sentence.startsWith("The option device is " + written + ", but "), sentence);
    assertEquals(1, sentence.lines().count());
  }

  /** One process may compute on the CPU and on whatever auto finds, in turn. */
  @Test
  void theDeviceChangesWithinAProcess() {
    Tensor images = noise(2);
    float[] first = null;
    for (Compute compute : List.of(Compute.cpu(), Compute.automatic(), Compute.cpu()))
      try (TrainableModel model = create(backend.on(compute, log::add))) {
        float[] logits = model.predict(images).data();
        if (first == null) first = logits;
        // Rounding of float32 in sums of some hundred terms of order 1.
        assertArrayEquals(first, logits, 1e-4f);
      }
    assertEquals("CPU: as asked", log.get(0));
  }

  @Test
  void gpuMemoryGrowsUpToTheLimit() {
    GPUOptions all = Computation.gpu(new Claim(List.of(2), 0)).getGpuOptions();
    assertTrue(all.getAllowGrowth());
    assertEquals("2", all.getVisibleDeviceList());
    GPUOptions both = Computation.gpu(new Claim(List.of(3, 1), 4096)).getGpuOptions();
    assertEquals("3,1", both.getVisibleDeviceList());
    assertEquals(2, both.getExperimental().getVirtualDevicesCount(), "a limit for each");
    GPUOptions every = Computation.gpu(new Claim(List.of(), 0)).getGpuOptions();
    assertEquals("", every.getVisibleDeviceList());
    assertEquals(0, all.getPerProcessGpuMemoryFraction(), "the library's own default");
    GPUOptions share = Computation.gpu(new Claim(List.of(0), .25)).getGpuOptions();
    assertTrue(share.getAllowGrowth());
    assertEquals(.25, share.getPerProcessGpuMemoryFraction());
    GPUOptions limit = Computation.gpu(new Claim(List.of(0), 4096)).getGpuOptions();
    assertEquals(
        List.of(4096f), limit.getExperimental().getVirtualDevices(0).getMemoryLimitMbList());
  }

  /** Java looks at the share of time that a container has, TensorFlow at whole cores only. */
  @Test
  void asManyThreadsComputeAsJavaSeesCores() {
    int cores = Runtime.getRuntime().availableProcessors();
    assertEquals(cores, Computation.cpu().getIntraOpParallelismThreads());
    assertEquals(cores, Computation.everything().getInterOpParallelismThreads());
  }

  @Test
  void refusalsOfTensorFlowAreExplained() {
    Compute third = new Compute(Target.GPU, 2, 0, Precision.FLOAT32);
    String absent =
        "'visible_device_list' listed an invalid Device id '2' but visible device count is 1";
    String taken =
        "TensorFlow device (GPU:0) is being mapped to multiple devices (2 now, and 0 previously)";
    assertTrue(explained(third, absent).contains("there is no GPU of this number"));
    assertTrue(explained(third, taken).contains("start a new process"));
    Compute two = new Compute(Target.GPU, List.of(0, 2), 1, List.of(), 0, Precision.FLOAT32);
    assertTrue(explained(two, absent).contains("gpu:0,gpu:2, but there is no GPU of one of these"));
  }

  private static String explained(Compute compute, String message) {
    return assertThrows(
            RobustJException.class,
            () ->
                GpuTrouble.explained(
                    compute,
                    () -> {
                      throw new TFInvalidArgumentException(message);
                    }))
        .getMessage();
  }

  @Test
  void theDriverTellsTheNamesOfTheGpus() throws Exception {
    for (String bus : List.of("0000:01:00.0", "0000:02:00.0")) {
      Path gpu = Files.createDirectories(folder.resolve("gpus").resolve(bus));
      Files.writeString(
          gpu.resolve("information"), "Model: \t\t NVIDIA H100 80GB HBM3\nIRQ:   \t\t 310\n");
    }
    assertEquals(List.of("NVIDIA H100 80GB HBM3"), new GpuDriver(folder).models());
    assertEquals(List.of(), new GpuDriver(folder.resolve("none")).models());
  }

  /** Also what TensorFlow does not call by its name. */
  @Test
  void shortMemoryIsRecognised() {
    for (TensorFlowException e :
        List.of(
            new TFResourceExhaustedException("anything"),
            new TensorFlowException("Dst tensor is not initialized."),
            new TensorFlowException("CUDNN_STATUS_ALLOC_FAILED"),
            new TensorFlowException("CUDA_ERROR_OUT_OF_MEMORY: out of memory")))
      assertThrows(OutOfMemoryException.class, () -> Sessions.requireMemory(e));
    Sessions.requireMemory(new TFInvalidArgumentException("Incompatible shapes"));
  }

  /**
   * bfloat16 keeps 8 bits, an error of 2^-9 each time a number is rounded. The kernels and inputs
   * of 17 convolutions in a row are rounded, so that a few per cent of the logits' size are to be
   * expected, and not nothing. The gradient of a network that has learned nothing passes as many
   * again, and instance norms that take its mean from it: less than half of it is rounding.
   */
  @Test
  void mixedPrecisionIsNearFloat32AndNotTheSame() {
    Tensor images = noise(2);
    Tensor targets = targets(images);
    try (TrainableModel exact = create(backend.on(Compute.cpu(), log::add));
        TrainableModel mixed = create(backend.on(MIXED, log::add))) {
      LossAndGradient expected = exact.loss(images, targets);
      LossAndGradient found = mixed.loss(images, targets);
      assertBetween(1e-4, 5e-2, distance(expected.outputs().data(), found.outputs().data()));
      assertBetween(1e-4, .5, distance(expected.gradient().data(), found.gradient().data()));
    }
    assertEquals("CPU, mixed precision (bfloat16)", backend.on(MIXED, log::add).device());
    assertTrue(log.get(1).contains("bfloat16 arithmetic"), log.toString());
  }

  /**
   * Where the processor has no such arithmetic nothing is tried; else the log gives the ratio, and
   * what is chosen agrees with it.
   */
  @Test
  void automaticPrecisionIsWhatATrialShowsToBeFaster() {
    Backend automatic = backend.on(new Compute(Target.CPU, 0, 0, Precision.AUTO), log::add);
    boolean mixed = automatic.isMixedPrecision();
    assertEquals(mixed, automatic.device().contains("mixed precision"));
    String line = log.get(0);
    if (!MixedPrecision.processorHasIt()) {
      assertFalse(mixed);
      assertTrue(line.contains("float32, since this CPU has no bfloat16"), line);
      return;
    }
    PrecisionTrial trial = PrecisionTrial.on(Computation.cpu());
    assertEquals(trial.isMixedFaster(), mixed);
    assertTrue(line.contains(trial.words()), line);
    assertTrue(new PrecisionTrial(.89).isMixedFaster());
    assertFalse(new PrecisionTrial(.91).isMixedFaster());
  }

  /** Whether it was built so or read from a file of float32 and rewritten. */
  @Test
  void aSavedModelIsFloat32AndOpensInEither() {
    Tensor images = noise(2);
    Backend inMixed = backend.on(MIXED, log::add);
    try (TrainableModel model = create(inMixed)) {
      double before = model.minimize(List.of(LossTerm.mean(images, targets(images), 1)), .01);
      assertTrue(Double.isFinite(before));
      model.save(folder.resolve("saved"));
      float[] expected = model.predict(images).data();
      assertTrue(distance(expected, predict(inMixed, images)) < 1e-5, "the same arithmetic");
      assertBetween(1e-4, 5e-2, distance(expected, predict(backend, images)));
      for (float[] weights : List.of(model.weights().get("down0.a.kernel").data()))
        assertArrayEquals(
            weights, inMixed.weights(folder.resolve("saved")).get("down0.a.kernel").data());
    }
  }

  private float[] predict(Backend with, Tensor images) {
    try (DifferentiableModel model = with.load(folder.resolve("saved"), loss())) {
      assertFalse(Float.isNaN(model.loss(images, targets(images)).loss()[0]));
      return model.predict(images).data();
    }
  }

  /** Of two vectors, relative to the length of the first. */
  private static double distance(float[] expected, float[] found) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow(expected[i] - found[i], 2);
      length += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / length);
  }

  private static void assertBetween(double low, double high, double value) {
    assertTrue(low < value && value < high, "" + value);
  }

  private static TrainableModel create(Backend backend) {
    return backend.create(NETWORK, loss(), OptimizerSpec.adam(), 1);
  }

  private static Loss loss() {
    return Loss.CROSS_ENTROPY_AND_DICE;
  }

  private static Tensor noise(int samples) {
    SplittableRandom random = new SplittableRandom(4);
    Tensor images = Tensor.zeros(samples, 24, 32, 1);
    for (int i = 0; i < images.data().length; i++) images.data()[i] = (float) random.nextGaussian();
    return images;
  }

  private static Tensor targets(Tensor images) {
    Tensor targets = images.copy();
    float[] t = targets.data();
    for (int i = 0; i < t.length; i++) t[i] = t[i] > 1 ? 1 : t[i] < -1 ? 2 : 0;
    return targets;
  }
}
