package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Backend.Device;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Connection;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.NetworkPorts;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.ServedNetwork;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;

/** TensorFlow Java on the CPU, or on the GPU where its CUDA build finds one. */
public final class TensorFlowBackend implements Backend {

  private final Compute compute;
  private final Consumer<String> log;
  private Computation computation;

  /** On the first GPU if there is one, else on the CPU, without a word. */
  public TensorFlowBackend() {
    this(Compute.automatic(), line -> {});
  }

  private TensorFlowBackend(Compute compute, Consumer<String> log) {
    this.compute = compute;
    this.log = log;
  }

  @Override
  public TrainableModel create(NetworkSpec network, Loss loss, OptimizerSpec optimizer, long seed) {
    Computation chosen = computation();
    return trainable(
        () -> TensorFlowTrainableModel.create(UNet::build, network, loss, optimizer, seed, chosen));
  }

  @Override
  public TrainableModel trainOn(Path savedModel, Loss loss, OptimizerSpec optimizer) {
    StartNetwork start = StartNetwork.read(savedModel, computation());
    return trainable(() -> start.model(loss, optimizer));
  }

  private TrainableModel trainable(Supplier<TrainableModel> made) {
    List<RemoteWorker> workers = computation().spread().workers();
    return workers.isEmpty() ? made.get() : RemoteModel.of(workers, made);
  }

  @Override
  public void openServer(int port) {
    TrainingServer.start(port, computation().spread().config());
  }

  @Override
  public DifferentiableModel load(Path savedModel, Loss loss) {
    return new SavedModels(computation()).load(savedModel, loss);
  }

  @Override
  public Backend on(Compute other, Consumer<String> listener) {
    return new TensorFlowBackend(other, listener);
  }

  @Override
  public Compute compute() {
    return compute;
  }

  @Override
  public boolean isMixedPrecision() {
    return computation().mixedPrecision();
  }

  @Override
  public String device() {
    return computation().device();
  }

  @Override
  public List<Device> devices() {
    version();
    return GpuTrouble.list(Computation.everything());
  }

  @Override
  public Map<String, Tensor> weights(Path savedModel) {
    return new SavedModels(computation()).weights(savedModel);
  }

  @Override
  public NetworkPorts ports(Path savedModel) {
    version();
    return ForeignNetwork.read(savedModel).ports();
  }

  @Override
  public Connection.Star grid(Path savedModel, Connection connection) {
    return new ImportedNetwork(savedModel, connection, computation()).grid();
  }

  @Override
  public boolean takesSeveral(Path savedModel, Connection connection) {
    return new ImportedNetwork(savedModel, connection, computation()).takesSeveral();
  }

  @Override
  public Optional<String> convert(Path savedModel, Connection connection, Path into) {
    new ImportedNetwork(savedModel, connection, computation()).write(into);
    try (TensorFlowModel model = new SavedModels(computation()).load(into, loss(connection))) {
      NetworkTrial trial = new NetworkTrial(savedModel, connection);
      trial.requireShape(model);
      Optional<String> without = model.withoutGradient();
      // Gradients that could only be added in part may have damaged the graph.
      if (without.isPresent()) trial.requireShape(model);
      return without;
    }
  }

  private static Loss loss(Connection connection) {
    return connection.star() == null ? Loss.CROSS_ENTROPY_AND_DICE : Loss.PROBABILITY_AND_DISTANCES;
  }

  @Override
  public void writeBack(Path savedModel, Path original, Path into) {
    Map<String, Tensor> values = new SavedModels(computation()).weights(savedModel);
    new OriginalNetwork(original).write(values, into);
  }

  @Override
  public void serve(Path savedModel, ServedNetwork served, Path into) {
    new SavedModels(computation()).serve(savedModel, served, into);
  }

  @Override
  public Map<String, String> versions() {
    return Map.of("tensorflow", version());
  }

  private synchronized Computation computation() {
    if (computation == null) {
      version();
      computation = Computation.choose(compute);
      log.accept(computation.words());
    }
    return computation;
  }

  /**
   * TensorFlow's version; nothing else of it may be called before: its native code is unpacked from
   * its jar when a process first needs it.
   *
   * @throws RobustJException if it cannot be unpacked or loaded
   */
  static synchronized String version() {
    try {
      LibraryLoader.load();
      return TensorFlow.version();
    } catch (LinkageError e) {
      throw new RobustJException(
          "TensorFlow's native libraries could not be loaded (%s); %s, or install the engine again."
              .formatted(reason(e), advice()),
          e);
    }
  }

  /** Files that lie there already want no room, but may be damaged or another computer's. */
  private static String advice() {
    String unpacked = System.getProperty(LibraryLoader.FOLDER);
    return unpacked != null
        ? "those in %s are damaged or not for this computer: remove that folder".formatted(unpacked)
        : "they are unpacked into %s, which takes 1 GB: free some space there, name another folder by the Java option -Dorg.bytedeco.javacpp.cachedir"
            .formatted(folder());
  }

  /** The deepest cause, which knows of the disk; without the path that it may begin with. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) cause = cause.getCause();
    String first = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    first = first.replaceFirst("^/[^:]*/", "");
    return first.length() <= 100 ? first : first.substring(0, 100) + "...";
  }

  private static String folder() {
    try {
      return Loader.getCacheDir().toString();
    } catch (IOException noneCanBeMade) {
      return "the folder for temporary files";
    }
  }

  /**
   * The graph calls under a training and an attack, stripped of all that the project adds: the
   * tensors are native already and the results are not read. The yardstick of the benchmark.
   */
  public interface BareCalls extends AutoCloseable {

    /** Loss and gradient of the images. */
    void gradient();

    /** One optimiser step; changes the model. */
    void training();

    @Override
    void close();

    /**
     * @param model made by {@link TensorFlowBackend#create}; stays open
     */
    static BareCalls of(TrainableModel model, Tensor images, Tensor targets) {
      if (model instanceof TensorFlowTrainableModel tensorFlow)
        return tensorFlow.bareCalls(images, targets);
      throw new IllegalArgumentException("not a TensorFlow model: " + model);
    }
  }
}
