package io.github.robustj.testing;

import io.github.robustj.model.Backend;
import io.github.robustj.model.Backend.Device;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Connection;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.NetworkPorts;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.ServedNetwork;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A backend whose models are what a test says.
 *
 * @param models asked at every load, with the folder of the network
 */
public record FakeBackend(Function<Path, DifferentiableModel> models) implements Backend {

  /** Whatever the folder. */
  public FakeBackend(Supplier<DifferentiableModel> models) {
    this(folder -> models.get());
  }

  @Override
  public TrainableModel create(NetworkSpec network, Loss loss, OptimizerSpec optimizer, long seed) {
    throw new UnsupportedOperationException("this backend does not train");
  }

  @Override
  public TrainableModel trainOn(Path savedModel, Loss loss, OptimizerSpec optimizer) {
    throw new UnsupportedOperationException("this backend does not train");
  }

  @Override
  public void writeBack(Path savedModel, Path original, Path into) {
    throw new UnsupportedOperationException("no networks of other programs");
  }

  @Override
  public DifferentiableModel load(Path savedModel, Loss loss) {
    return models.apply(savedModel);
  }

  @Override
  public Backend on(Compute compute, Consumer<String> log) {
    return this;
  }

  @Override
  public Compute compute() {
    return Compute.cpu();
  }

  @Override
  public boolean isMixedPrecision() {
    return false;
  }

  @Override
  public String device() {
    return "CPU";
  }

  @Override
  public List<Device> devices() {
    return List.of(new Device("cpu:0", 0));
  }

  @Override
  public NetworkPorts ports(Path savedModel) {
    throw new UnsupportedOperationException("no networks of other programs");
  }

  @Override
  public Optional<String> convert(Path savedModel, Connection connection, Path into) {
    throw new UnsupportedOperationException("no networks of other programs");
  }

  @Override
  public void serve(Path savedModel, ServedNetwork served, Path into) {
    throw new UnsupportedOperationException("no files");
  }

  @Override
  public Map<String, Tensor> weights(Path savedModel) {
    return Map.of();
  }

  @Override
  public Map<String, String> versions() {
    return Map.of("fake", "1");
  }

  /** A model around a model. */
  public static class Model implements DifferentiableModel {

    private final DifferentiableModel inside;

    public Model(DifferentiableModel inside) {
      this.inside = inside;
    }

    @Override
    public Tensor predict(Tensor images) {
      return inside.predict(images);
    }

    @Override
    public LossAndGradient loss(Tensor images, Tensor targets) {
      return inside.loss(images, targets);
    }

    @Override
    public Tensor pullback(Tensor images, Tensor weights) {
      return inside.pullback(images, weights);
    }

    @Override
    public LossAndGradient divergence(Tensor images, Tensor reference) {
      return inside.divergence(images, reference);
    }

    @Override
    public void close() {
      inside.close();
    }
  }
}
