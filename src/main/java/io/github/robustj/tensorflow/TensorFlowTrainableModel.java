package io.github.robustj.tensorflow;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.model.TrainableModel.WeightGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.TensorFlowBackend.BareCalls;
import io.github.robustj.tensorflow.Weights.Weight;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network, usually a U-Net, with loss and optimiser in one graph and one session. */
final class TensorFlowTrainableModel extends ForwardingModel implements TrainableModel {

  private static final String STEP = "optimizer.step";

  private final Saving saving;
  private final DifferentiableModel model;
  private final TrainingSteps steps;
  private final Variables variables;

  /** What puts a network into a graph, as {@link UNet#build} does. */
  interface Architecture {
    UNet build(
        Arithmetic arithmetic,
        NetworkSpec spec,
        Operand<TFloat32> images,
        Weights weights,
        float[] bias);
  }

  /** Writes a network with these values of all its variables. */
  interface Saving {
    void save(Map<String, Tensor> values, Path directory);
  }

  /**
   * What a training is added to.
   *
   * @param supervised the training loss of every sample
   * @param all variables of the network, those that no training changes among them
   * @param trained those that it changes
   */
  record Parts(LossGraph loss, Operand<TFloat32> supervised, Weights all, List<Weight> trained) {}

  /**
   * @param network those that predict
   * @param trained those of them that training changes
   * @param all the optimiser's own, too
   */
  private record Variables(List<Weight> network, List<Weight> trained, List<Weight> all) {}

  private TensorFlowTrainableModel(
      Saving saving, DifferentiableModel model, TrainingSteps steps, Variables variables) {
    super(model);
    this.saving = saving;
    this.model = model;
    this.steps = steps;
    this.variables = variables;
  }

  static TensorFlowTrainableModel create(
      Architecture architecture,
      NetworkSpec spec,
      Loss kind,
      OptimizerSpec optimizerSpec,
      long seed,
      Computation computation) {
    Graph graph = new Graph();
    Ops tf = Ops.create(graph);
    Weights all = new Weights(tf, seed);
    Operand<TFloat32> images = SavedModels.images(tf, spec.inputChannels());
    Arithmetic arithmetic = new Arithmetic(tf, computation.mixedPrecision(), true);
    int channels = spec.outputChannels();
    LossHead head = LossHead.of(kind, tf, channels, spec.stride());
    UNet network = architecture.build(arithmetic, spec, images, all, head.bias(channels));
    LossGraph loss = LossGraph.add(head, images, network.logits());
    Parts parts = new Parts(loss, head.supervised(network, loss), all, List.copyOf(all.all()));
    SavedModels saved = new SavedModels(computation);
    return of(parts, optimizerSpec, (now, into) -> saved.export(spec, now, into), computation);
  }

  /**
   * With its variables at their initial values.
   *
   * @param parts in a graph without a session, unless there is one device
   */
  static TensorFlowTrainableModel of(
      Parts parts, OptimizerSpec spec, Saving saving, Computation computation) {
    Running running = Running.of(parts.loss(), computation);
    try {
      return of(parts, spec, saving, running);
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
  }

  private static TensorFlowTrainableModel of(
      Parts parts, OptimizerSpec spec, Saving saving, Running running) {
    Replicas replicas = running.replicas();
    Operand<TFloat32> weights = parts.loss().head().tf.placeholder(TFloat32.class);
    TrainingPart.Network template =
        new TrainingPart.Network(parts.loss(), parts.supervised(), weights);
    List<Weight> network = running.weights(parts.all().all());
    List<Weight> trained = running.weights(parts.trained());
    Weights own = new Weights(replicas.once(), 0);
    Optimizer optimizer = Optimizer.add(replicas.once(), spec, trained, own);
    List<Weight> all = Stream.concat(network.stream(), own.all().stream()).toList();
    Sessions.assign(running.session(), all, w -> new Tensor(w.initial(), w.shape()));
    return new TensorFlowTrainableModel(
        saving,
        running.model(parts.loss()),
        new TrainingSteps(
            running.session(),
            new TrainingGraph.Base(replicas, template, parts.trained(), optimizer)),
        new Variables(network, trained, all));
  }

  @Override
  public double minimize(List<LossTerm> terms, double learningRate) {
    return steps.minimize(terms, learningRate);
  }

  @Override
  public LossAndGradient minimizeAndDifferentiate(LossTerm.Supervised term, double learningRate) {
    return steps.minimizeAndDifferentiate(term, learningRate);
  }

  @Override
  public WeightGradient weightGradient(List<LossTerm> terms) {
    return steps.weightGradient(terms);
  }

  @Override
  public void descend(Map<String, Tensor> gradient, double learningRate) {
    steps.descend(gradient, learningRate);
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = values(variables.all());
    state.put(STEP, new Tensor(new float[] {steps.done()}, 1));
    return state;
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    Tensor step = state.get(STEP);
    if (step == null || step.data().length != 1)
      throw new IllegalArgumentException("the saved weights lack " + STEP);
    Sessions.assign(steps.session(), variables.all(), w -> value(state, w));
    steps.restore((long) step.data()[0]);
  }

  @Override
  public Map<String, Tensor> weights() {
    return values(variables.trained());
  }

  @Override
  public void setWeights(Map<String, Tensor> values) {
    Sessions.assign(steps.session(), variables.trained(), w -> value(values, w));
  }

  @Override
  public void save(Path directory) {
    saving.save(values(variables.network()), directory);
  }

  /**
   * See {@link BareCalls}; all samples have the same weight.
   *
   * @throws IllegalStateException if it computes on several devices
   */
  BareCalls bareCalls(Tensor images, Tensor targets) {
    if (!(model instanceof TensorFlowModel bare))
      throw new IllegalStateException("bare calls are of one device");
    TrainingSteps.Call step = steps.call(List.of(LossTerm.mean(images, targets, 1)), 1e-4);
    TFloat32 x = Copies.toNative(images);
    TFloat32 y = Copies.toNative(steps.fed(images, targets));
    return new BareCalls() {
      @Override
      public void gradient() {
        bare.runner(x, y).run().close();
      }

      @Override
      public void training() {
        step.step().run().close();
      }

      @Override
      public void close() {
        x.close();
        y.close();
        step.close();
      }
    };
  }

  private Map<String, Tensor> values(List<Weight> wanted) {
    Session.Runner runner = steps.session().runner();
    wanted.forEach(w -> runner.fetch(w.variable()));
    Map<String, Tensor> values = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < wanted.size(); i++)
        values.put(wanted.get(i).name(), Copies.toJava((TFloat32) result.get(i)));
    }
    return values;
  }

  static Tensor value(Map<String, Tensor> state, Weight weight) {
    Tensor value = state.get(weight.name());
    if (value == null || !Arrays.equals(value.shape(), weight.shape()))
      throw new IllegalArgumentException(
          "the saved weights lack "
              + weight.name()
              + " of shape "
              + Arrays.toString(weight.shape()));
    return value;
  }
}
