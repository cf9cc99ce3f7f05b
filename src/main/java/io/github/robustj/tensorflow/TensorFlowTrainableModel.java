package io.github.robustj.tensorflow;

import io.github.robustj.model.Loss;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.Weights.Weight;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A U-Net with loss and optimiser in one graph and one session. */
final class TensorFlowTrainableModel implements TrainableModel {

  private static final String STEP = "optimizer.step";

  private final NetworkSpec spec;
  private final OptimizerSpec optimizerSpec;
  private final Session session;
  private final LossGraph loss;
  private final TensorFlowModel model;
  private final Placeholder<TFloat32> sampleWeights;
  private final Operand<TFloat32> weightedLoss;
  private final Optimizer optimizer;
  private final List<Weight> weights;
  private final List<Weight> variables;
  private long step;

  TensorFlowTrainableModel(NetworkSpec spec, Loss kind, OptimizerSpec optimizerSpec, long seed) {
    this.spec = spec;
    this.optimizerSpec = optimizerSpec;
    Graph graph = new Graph();
    Ops tf = Ops.create(graph);
    Weights all = new Weights(tf, seed);
    Operand<TFloat32> images = SavedModels.images(tf, spec);
    UNet network = UNet.build(tf, spec, images, all);
    weights = List.copyOf(all.all());
    loss = LossGraph.add(tf, images, network.logits(), kind);
    sampleWeights = tf.placeholder(TFloat32.class);
    weightedLoss = weightedLoss(tf, network, kind);
    optimizer = Optimizer.add(tf, optimizerSpec, weightedLoss, weights, all);
    variables = List.copyOf(all.all());
    session = new Session(graph, Sessions.config());
    model = new TensorFlowModel(session, loss, graph);
    assign(variables, w -> new Tensor(w.initial(), w.shape()));
  }

  private Operand<TFloat32> weightedLoss(Ops tf, UNet network, Loss kind) {
    Operand<TFloat32> targets = network.padding().fill(tf, loss.targets(), -1);
    Operand<TFloat32> perSample =
        switch (kind) {
          case CROSS_ENTROPY_AND_DICE ->
              SegmentationLoss.deeplySupervised(tf, network.levels(), targets);
        };
    return tf.reduceSum(tf.math.mul(perSample, sampleWeights), tf.constant(new int[] {0}));
  }

  @Override
  public Tensor predict(Tensor images) {
    return model.predict(images);
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    return model.loss(images, targets);
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    return model.pullback(images, weights);
  }

  @Override
  public double minimize(List<LossTerm> terms, double learningRate) {
    Tensor images = Tensor.concat(terms.stream().map(LossTerm::images).toArray(Tensor[]::new));
    Tensor targets = Tensor.concat(terms.stream().map(LossTerm::targets).toArray(Tensor[]::new));
    float rate = Optimizer.effectiveRate(optimizerSpec, learningRate, step + 1);
    try (TFloat32 x = Copies.toNative(images);
        TFloat32 y = Copies.toNative(targets);
        TFloat32 w = Copies.toNative(concatWeights(terms, images.samples()), images.samples());
        TFloat32 r = TFloat32.scalarOf(rate);
        Result result = Sessions.run(step(x, y, w, r))) {
      step++;
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  private Session.Runner step(
      TFloat32 images, TFloat32 targets, TFloat32 perSample, TFloat32 rate) {
    return session
        .runner()
        .feed(loss.images(), images)
        .feed(loss.targets(), targets)
        .feed(sampleWeights, perSample)
        .feed(optimizer.rate(), rate)
        .fetch(weightedLoss)
        .addTarget(optimizer.update());
  }

  private static float[] concatWeights(List<LossTerm> terms, int samples) {
    float[] all = new float[samples];
    int position = 0;
    for (LossTerm term : terms) {
      System.arraycopy(term.weights(), 0, all, position, term.weights().length);
      position += term.weights().length;
    }
    return all;
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = values(variables);
    state.put(STEP, new Tensor(new float[] {step}, 1));
    return state;
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    assign(variables, w -> value(state, w));
    step = (long) state.get(STEP).data()[0];
  }

  @Override
  public void save(Path directory) {
    SavedModels.export(spec, values(weights), directory);
  }

  @Override
  public void close() {
    model.close();
  }

  /** See {@link BareCalls}; all samples have the same weight. */
  BareCalls bareCalls(Tensor images, Tensor targets) {
    LossTerm term = LossTerm.mean(images, targets, 1);
    TFloat32 x = Copies.toNative(images);
    TFloat32 y = Copies.toNative(targets);
    TFloat32 w = Copies.toNative(term.weights(), images.samples());
    TFloat32 r = TFloat32.scalarOf(1e-4f);
    return new BareCalls() {
      @Override
      public void gradient() {
        model.runner(x, y).run().close();
      }

      @Override
      public void training() {
        step(x, y, w, r).run().close();
      }

      @Override
      public void close() {
        List.of(x, y, w, r).forEach(TFloat32::close);
      }
    };
  }

  private Map<String, Tensor> values(List<Weight> wanted) {
    Session.Runner runner = session.runner();
    wanted.forEach(w -> runner.fetch(w.variable()));
    Map<String, Tensor> values = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < wanted.size(); i++)
        values.put(wanted.get(i).name(), Copies.toJava((TFloat32) result.get(i)));
    }
    return values;
  }

  private void assign(List<Weight> wanted, Function<Weight, Tensor> value) {
    Sessions.assign(session, wanted, value);
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
