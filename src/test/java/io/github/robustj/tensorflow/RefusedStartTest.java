package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.RobustJ;
import io.github.robustj.error.RobustJException;
import io.github.robustj.tensorflow.ForeignNetworks.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A model that a training cannot go on from is refused before any image is read: there are none.
 */
class RefusedStartTest {

  @TempDir Path folder;

  @Test
  void isRefusedBeforeImagesAreRead() throws Exception {
    Map<String, Path> networks = new LinkedHashMap<>();
    Path fixed = constant(-1, 24);
    networks.put("its weights are constants", fixed);
    networks.put("sides of 24 pixels only, but the option patch is 64", fixed);
    networks.put("takes one image at a time", constant(1, 24));
    networks.put(
        "TopKV2 in its network has no gradient",
        SmallNetwork.open(ForeignOperations.withoutGradient().get("TopKV2"))
            .save(folder.resolve("topk")));
    Path usual = folder.resolve("usual");
    new ForeignNetworks(true, false, End.NONE, 2).save(usual, 6);
    networks.put("no effect", usual);
    for (Map.Entry<String, Path> each : networks.entrySet()) {
      Map<String, Object> options = new HashMap<>();
      if (each.getKey().contains("patch")) options.put("patch", 64);
      if (each.getKey().equals("no effect")) options.put("width", 4);
      refused(each.getValue(), options, each.getKey());
    }
  }

  private void refused(Path network, Map<String, Object> options, String words) throws IOException {
    String model = folder.resolve("model of " + words.hashCode()).toString();
    RobustJ.importModel(network.toString(), model, Map.of());
    options.put("start_model", model);
    String data = Files.createDirectories(folder.resolve("no images")).toString();
    String out = folder.resolve("out").toString();
    String sentence =
        assertThrows(RobustJException.class, () -> RobustJ.train(data, out, options)).getMessage();
    assertTrue(sentence.contains(words), sentence);
  }

  private Path constant(int images, int side) throws Exception {
    return new SmallNetwork(
            Shape.of(images, side, side, 1), (tf, x) -> classes(tf, x, images, side))
        .save(folder.resolve("constant %d %d".formatted(images, side)));
  }

  /** Of so many images as are written into it, -1 for any. */
  private static Operand<TFloat32> classes(Ops tf, Operand<TFloat32> x, int images, int side) {
    Operand<TFloat32> y = tf.concat(List.of(x, tf.math.neg(x)), tf.constant(3));
    return tf.reshape(y, tf.constant(new int[] {images, side, side, 2}));
  }
}
