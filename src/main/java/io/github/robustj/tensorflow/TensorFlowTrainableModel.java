package io.github.robustj.tensorflow;

import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.model.TrainableModel.WeightGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.MixedPrecision.Bfloat16;
import io.github.robustj.tensorflow.TensorFlowBackend.BareCalls;
import io.github.robustj.tensorflow.TrainingGraph.Optimizer;
import io.github.robustj.tensorflow.Weights.Weight;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network, usually a U-Net, with loss and optimiser in one graph and one session. */
final class TensorFlowTrainableModel extends ForwardingModel implements TrainableModel {

  private static final String STEP = "optimizer.step";

  private final NetworkSpec spec;
  private final SavedModels saved;
  private final TensorFlowModel model;
  private final TrainingSteps steps;
  private final List<Weight> weights;
  private final List<Weight> variables;

  /** What puts a network into a graph, as {@link UNet#build} does. */
  interface Architecture {
    UNet build(
        Bfloat16 arithmetic,
        NetworkSpec spec,
        Operand<TFloat32> images,
        Weights weights,
        float[] bias);
  }

  private TensorFlowTrainableModel(
      NetworkSpec spec,
      SavedModels saved,
      TensorFlowModel model,
      TrainingSteps steps,
      List<Weight> weights,
      List<Weight> variables) {
    super(model);
    this.spec = spec;
    this.saved = saved;
    this.model = model;
    this.steps = steps;
    this.weights = weights;
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
    Bfloat16 arithmetic = new Bfloat16(tf, computation.mixedPrecision());
    int channels = spec.outputChannels();
    LossHead head = LossHead.of(kind, tf, channels, spec.stride());
    UNet network = architecture.build(arithmetic, spec, images, all, head.bias(channels));
    List<Weight> weights = List.copyOf(all.all());
    LossGraph loss = LossGraph.add(head, images, network.logits());
    Optimizer optimizer = Optimizer.add(tf, optimizerSpec, weights, all);
    TrainingGraph.Base base =
        new TrainingGraph.Base(
            loss, head.supervised(network, loss), tf.placeholder(TFloat32.class), optimizer);
    List<Weight> variables = List.copyOf(all.all());
    Session session = new Session(graph, computation.config());
    Sessions.assign(session, variables, w -> new Tensor(w.initial(), w.shape()));
    return new TensorFlowTrainableModel(
        spec,
        new SavedModels(computation),
        new TensorFlowModel(session, loss),
        new TrainingSteps(tf, session, base),
        weights,
        variables);
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
    Map<String, Tensor> state = values(variables);
    state.put(STEP, new Tensor(new float[] {steps.done()}, 1));
    return state;
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    Tensor step = state.get(STEP);
    if (step == null || step.data().length != 1)
      throw new IllegalArgumentException("the saved weights lack " + STEP);
    Sessions.assign(steps.session(), variables, w -> value(state, w));
    steps.restore((long) step.data()[0]);
  }

  @Override
  public Map<String, Tensor> weights() {
    return values(weights);
  }

  @Override
  public void setWeights(Map<String, Tensor> values) {
    Sessions.assign(steps.session(), weights, w -> value(values, w));
  }

  @Override
  public void save(Path directory) {
    saved.export(spec, values(weights), directory);
  }

  /** See {@link BareCalls}; all samples have the same weight. */
  BareCalls bareCalls(Tensor images, Tensor targets) {
    TrainingSteps.Call step = steps.call(List.of(LossTerm.mean(images, targets, 1)), 1e-4);
    TFloat32 x = Copies.toNative(images);
    TFloat32 y = Copies.toNative(steps.fed(images, targets));
    return new BareCalls() {
      @Override
      public void gradient() {
        model.runner(x, y).run().close();
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
