import io.github.robustj.job.ModelTask;
import io.github.robustj.model.Backend;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.TaskType;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Writes a model again with its weights rounded to the nearest bfloat16 (8 significant bits), which
 * a jar holds in less than half of the space. {@code src/build/ready-models} calls it: {@code java
 * -cp ... RoundWeights.java MODEL OUT}.
 */
final class RoundWeights {

  public static void main(String[] arguments) {
    Backend backend = ServiceLoader.load(Backend.class).findFirst().orElseThrow();
    ModelFolder model = ModelFolder.open(Path.of(arguments[0]));
    ModelDescription description = model.description();
    Map<String, Tensor> weights = new TreeMap<>(backend.weights(model.savedModel()));
    weights.replaceAll((name, values) -> rounded(values));
    var task =
        TaskType.named(description.task().name()).task(description.task(), Correctness.LOSS);
    try (TrainableModel network =
        backend.create(description.network(), task.loss(), OptimizerSpec.adam(), 1)) {
      network.setWeights(weights);
      ModelFolder.write(
          Path.of(arguments[1]),
          description,
          folder -> network.save(folder.resolve(ModelFolder.SAVED_MODEL)));
    }
  }

  private static Tensor rounded(Tensor values) {
    float[] all = values.data().clone();
    for (int i = 0; i < all.length; i++) all[i] = rounded(all[i]);
    return new Tensor(all, values.shape());
  }

  /** Ties go to the even one, as in IEEE 754. */
  private static float rounded(float value) {
    int bits = Float.floatToIntBits(value);
    return Float.intBitsToFloat((bits + 0x7FFF + (bits >>> 16 & 1)) & 0xFFFF0000);
  }
}
