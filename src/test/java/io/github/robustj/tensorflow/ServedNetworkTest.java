package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Image;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.TensorImages;
import io.github.robustj.job.ServedNetworks;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.model.ServedNetwork.Output;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.types.TFloat32;

/** Networks for TensorFlow Serving, opened as TensorFlow itself opens them. */
class ServedNetworkTest {

  private static final Path EARLIER = Path.of("src/test/resources/earlier");

  /** Of the normalisation's rounding, through a network and a sigmoid or softmax. */
  private static final double ROUNDING = 2e-5;

  @TempDir Path folder;

  /** Sides that are no multiples of the network's, channels with ranges of their own. */
  @Test
  void giveWhatRobustJComputes() {
    for (String task : List.of("segmentation", "landmark", "detection")) {
      ModelFolder model = ModelFolder.open(EARLIER.resolve(task).resolve("model"));
      int channels = model.description().network().inputChannels();
      int all = model.description().network().outputChannels();
      List<Output> outputs =
          List.of(
              new Output("first", names(2), Activation.SIGMOID, "a test"),
              new Output("rest", names(all - 2), Activation.SOFTMAX, "a test"));
      Tensor image = image(channels);
      Path into = folder.resolve(task);
      var normalization = model.description().input().normalization();
      new TensorFlowBackend()
          .serve(model.savedModel(), ServedNetworks.of(normalization, channels, outputs), into);
      Tensor logits = logits(model, image);
      try (SavedModelBundle bundle = SavedModelBundle.load(into.toString(), "serve");
          TFloat32 fed = Copies.toNative(image)) {
        var function = bundle.function("serving_default");
        assertEquals(List.of("images"), List.copyOf(function.signature().inputNames()), task);
        assertEquals(
            List.of("first", "rest"),
            List.copyOf(new TreeSet<>(function.signature().outputNames())));
        try (Result result = function.call(java.util.Map.of("images", fed))) {
          compare(logits, Copies.toJava((TFloat32) result.get("first").orElseThrow()), 0, false);
          compare(logits, Copies.toJava((TFloat32) result.get("rest").orElseThrow()), 2, true);
        }
      }
    }
  }

  private static List<String> names(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
  }

  private static Tensor image(int channels) {
    Tensor image = Tensor.zeros(1, 45, 38, channels);
    Random random = new Random(2);
    for (int i = 0; i < image.data().length; i++)
      image.data()[i] = (float) (500 * (i % channels) + 100 * random.nextDouble());
    return image;
  }

  private static Tensor logits(ModelFolder model, Tensor tensor) {
    Image image = TensorImages.image("test", tensor);
    Tensor normalized =
        Preprocessing.images(
            image, Normalizer.fit(image, model.description().input().normalization()));
    try (DifferentiableModel network =
        new TensorFlowBackend().load(model.savedModel(), Loss.CROSS_ENTROPY_AND_DICE)) {
      return network.predict(normalized);
    }
  }

  /** Sigmoid and softmax, written down here once more. */
  private static void compare(Tensor logits, Tensor found, int from, boolean softmax) {
    int channels = found.shape(3);
    int all = logits.shape(3);
    assertArrayEquals(new int[] {1, logits.shape(1), logits.shape(2), channels}, found.shape());
    for (int pixel = 0; pixel < logits.data().length / all; pixel++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) sum += Math.exp(logits.data()[pixel * all + from + c]);
      for (int c = 0; c < channels; c++) {
        double power = Math.exp(logits.data()[pixel * all + from + c]);
        assertEquals(
            softmax ? power / sum : power / (1 + power),
            found.data()[pixel * channels + c],
            ROUNDING);
      }
    }
  }
}
