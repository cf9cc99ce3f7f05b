package io.github.robustj.model;

import io.github.robustj.model.Backend.Device;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A backend that keeps the models it has loaded, and tells what it computes on when that is new,
 * not with every job.
 *
 * @param backend that computes in this way
 * @param compute of the backend
 * @param told what was last told
 */
public record KeepingBackend(
    Backend backend, Compute compute, KeptModels models, AtomicReference<String> told)
    implements Backend {

  /** That has told nothing yet. */
  public KeepingBackend(Backend backend, Compute compute, KeptModels models) {
    this(backend, compute, models, new AtomicReference<>());
  }

  @Override
  public TrainableModel create(NetworkSpec network, Loss loss, OptimizerSpec optimizer, long seed) {
    return backend.create(network, loss, optimizer, seed);
  }

  @Override
  public TrainableModel trainOn(Path savedModel, Loss loss, OptimizerSpec optimizer) {
    return backend.trainOn(savedModel, loss, optimizer);
  }

  @Override
  public DifferentiableModel load(Path savedModel, Loss loss) {
    // Told even where the model is kept and the backend is not asked.
    backend.device();
    return models.load(backend, savedModel, loss, compute);
  }

  @Override
  public Backend on(Compute other, Consumer<String> log) {
    Consumer<String> news =
        line -> {
          if (!line.equals(told.getAndSet(line))) log.accept(line);
        };
    return new KeepingBackend(backend.on(other, news), other, models, told);
  }

  @Override
  public boolean isMixedPrecision() {
    return backend.isMixedPrecision();
  }

  @Override
  public String device() {
    return backend.device();
  }

  @Override
  public List<Device> devices() {
    return backend.devices();
  }

  @Override
  public NetworkPorts ports(Path savedModel) {
    return backend.ports(savedModel);
  }

  @Override
  public Connection.Star grid(Path savedModel, Connection connection) {
    return backend.grid(savedModel, connection);
  }

  @Override
  public boolean takesSeveral(Path savedModel, Connection connection) {
    return backend.takesSeveral(savedModel, connection);
  }

  @Override
  public Optional<String> convert(Path savedModel, Connection connection, Path into) {
    return backend.convert(savedModel, connection, into);
  }

  @Override
  public void serve(Path savedModel, ServedNetwork served, Path into) {
    backend.serve(savedModel, served, into);
  }

  @Override
  public void openServer(int port) {
    backend.openServer(port);
  }

  @Override
  public Map<String, Tensor> weights(Path savedModel) {
    return backend.weights(savedModel);
  }

  @Override
  public void writeBack(Path savedModel, Path original, Path into) {
    backend.writeBack(savedModel, original, into);
  }

  @Override
  public Map<String, String> versions() {
    return backend.versions();
  }
}
