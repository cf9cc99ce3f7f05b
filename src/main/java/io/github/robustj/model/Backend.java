package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where networks come from: the border to the deep-learning library. Found by {@link
 * java.util.ServiceLoader}.
 */
public interface Backend {

  /** A network with weights drawn from the seed (He initialisation). */
  TrainableModel create(NetworkSpec network, Loss loss, OptimizerSpec optimizer, long seed);

  /**
   * A network of another program, as {@link #convert} wrote it, to be trained on from its own
   * weights. What batch normalisation has learned stays as it is: its mean and variance, scale and
   * shift are no {@link TrainableModel#weights}.
   *
   * @throws io.github.robustj.error.RobustJException if it is missing or damaged, its weights are
   *     no variables, or one of its operations has no gradient
   */
  TrainableModel trainOn(Path savedModel, Loss loss, OptimizerSpec optimizer);

  /**
   * Opens a SavedModel and adds the loss and its gradient to its graph.
   *
   * @throws io.github.robustj.error.RobustJException if the directory is missing, incomplete or not
   *     readable by this version
   */
  DifferentiableModel load(Path savedModel, Loss loss);

  /**
   * The same networks, computed in a certain way. The device is chosen when it is first needed.
   *
   * @param log hears, in a line, which device that is and why
   */
  Backend on(Compute compute, Consumer<String> log);

  /**
   * The device that computes, as in {@code CPU} or {@code GPU 0: NVIDIA H100}, and the arithmetic
   * if it is not float32.
   *
   * @throws io.github.robustj.error.RobustJException if there is no such device, or this process
   *     has claimed another GPU or share of its memory before
   */
  String device();

  /**
   * Whether convolutions multiply in bfloat16, as was asked or settled.
   *
   * @throws io.github.robustj.error.RobustJException as {@link #device}
   */
  boolean isMixedPrecision();

  /** How it was told to compute. */
  Compute compute();

  /** What the arithmetic can be done on; the CPU at least. */
  List<Device> devices();

  /**
   * The weights of a network that {@link TrainableModel#save} wrote, as {@link
   * TrainableModel#setWeights} takes them.
   *
   * @throws io.github.robustj.error.RobustJException as {@link #load}
   */
  Map<String, Tensor> weights(Path savedModel);

  /**
   * What a network of another program takes and gives, as its file says.
   *
   * @param savedModel its folder
   * @throws io.github.robustj.error.RobustJException if it is missing, damaged, could do more than
   *     compute, or does not say
   */
  NetworkPorts ports(Path savedModel);

  /**
   * How coarse the outputs of a network from elsewhere are that tells distances along rays.
   *
   * @param connection with any grid
   * @throws io.github.robustj.error.RobustJException as {@link #convert}, or if outputs are not
   *     evenly spaced
   */
  default Connection.Star grid(Path savedModel, Connection connection) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether a network from elsewhere makes of several images at once what it makes of each: one
   * with a shape written into it, or statistics of all its images, does not.
   *
   * @param connection of several images
   * @return also true where it makes nothing of one image, which {@link #convert} says
   * @throws io.github.robustj.error.RobustJException as {@link #convert}
   */
  default boolean takesSeveral(Path savedModel, Connection connection) {
    return true;
  }

  /**
   * Writes a network of another program as one of RobustJ's own, and tries it.
   *
   * @param savedModel its folder
   * @param into a folder that is made
   * @return the type of an operation that has no gradient, so that only attacks without gradients
   *     are possible; empty if all have
   * @throws io.github.robustj.error.RobustJException as {@link #ports}, or if it is not what the
   *     connection says
   */
  Optional<String> convert(Path savedModel, Connection connection, Path into);

  /**
   * Gives a network of another program, as it came, the weights of its conversion.
   *
   * @param savedModel the converted network, perhaps trained on
   * @param original folder of the network as it came
   * @param into gets {@code variables}, the files of its weights; may be {@code original}
   * @throws io.github.robustj.error.RobustJException if they do not belong together, or it keeps
   *     its weights in a way that is not known
   */
  void writeBack(Path savedModel, Path original, Path into);

  /**
   * Writes a network of RobustJ's as a SavedModel for other programs: {@code serving_default} takes
   * {@code images}, {@code [image, y, x, channel]} in float32 and any size, and gives the outputs
   * by their names.
   *
   * @param savedModel its folder
   * @param into a folder that is made
   * @throws io.github.robustj.error.RobustJException as {@link #load}
   */
  void serve(Path savedModel, ServedNetwork served, Path into);

  /**
   * Starts a server that computes for trainings of other machines, which name this one among their
   * {@link Compute#workers}; until this process ends. Whoever can reach the port can use it, and
   * with it all that this process may read and write.
   *
   * @param port of all network interfaces
   * @throws io.github.robustj.error.RobustJException if the port is taken
   */
  default void openServer(int port) {
    throw new UnsupportedOperationException();
  }

  /** Names and versions of the software that does the arithmetic. */
  Map<String, String> versions();

  /**
   * What does the arithmetic.
   *
   * @param name as in {@code cpu:0} or {@code gpu:0}
   * @param memoryBytes that the library may use there; 0 where it does not tell
   */
  record Device(String name, long memoryBytes) {

    public boolean isGpu() {
      return name.startsWith("gpu");
    }
  }
}
