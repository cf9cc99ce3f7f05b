package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import io.github.robustj.RobustJ;
import io.github.robustj.attack.AttackType;
import io.github.robustj.attack.Attacks;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.AttackResult;
import io.github.robustj.tensorflow.ForeignNetworks.End;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every attack on an imported network ends with a result, or a sentence that says why not. */
class ForeignAttacksTest {

  @TempDir Path folder;

  @Test
  void allEnd() throws Exception {
    for (boolean keras : new boolean[] {false, true}) {
      Path network = folder.resolve("network " + keras);
      new ForeignNetworks(keras, keras, End.SOFTMAX, 3).save(network, 3);
      Path model = folder.resolve("model " + keras);
      RobustJ.importModel(network.toString(), model.toString(), Map.of("output_values", "softmax"));
      for (AttackType type : Attacks.all()) assertEnds(model, type.name());
    }
  }

  /** Without a gradient some have a result, and the others say why not. */
  @Test
  void blackBoxesSaySo() throws Exception {
    Path network =
        SmallNetwork.open(ForeignOperations.withoutGradient().get("TopKV2"))
            .save(folder.resolve("network"));
    Path model = folder.resolve("model");
    var imported = RobustJ.importModel(network.toString(), model.toString(), Map.of());
    assertEquals("TopKV2", imported.withoutGradient());
    for (String name : new String[] {"square", "noise"}) assertEnds(model, name);
    for (String name : new String[] {"fgsm", "pgd", "apgd", "ensemble"}) {
      String sentence =
          assertThrows(RobustJException.class, () -> assertEnds(model, name), name).getMessage();
      assertTrue(sentence.contains("TopKV2"), name + ": " + sentence);
    }
  }

  private void assertEnds(Path model, String name) {
    Map<String, Object> options = new HashMap<>();
    options.put("attack", name);
    options.put("epsilon", 5);
    options.put("seed", 1);
    if (name.equals("transfer")) options.put("source_model", model.toString());
    AttackResult result = RobustJ.attack(image(), null, model.toString(), options);
    assertEquals(16, result.adversarial().width(), name);
  }

  private static ImagePlus image() {
    float[] values = new float[16 * 12];
    Random random = new Random(2);
    for (int i = 0; i < values.length; i++) values[i] = 100 + 20 * random.nextFloat();
    return new ImagePlus("noise", new FloatProcessor(16, 12, values));
  }
}
