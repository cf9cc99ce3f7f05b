package io.github.robustj.tensorflow;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel.WeightGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.Copies.Feeds;
import io.github.robustj.tensorflow.TermBatch.Kind;
import io.github.robustj.tensorflow.TrainingGraph.Content;
import io.github.robustj.tensorflow.Weights.Weight;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * The optimiser's steps and the weight gradients of one network, as {@link
 * io.github.robustj.model.TrainableModel} describes them.
 */
final class TrainingSteps {

  private final Session session;
  private final TrainingGraph.Base base;
  private final Map<List<Kind>, TrainingPart> templates = new HashMap<>();
  private final Map<Content, TrainingGraph> losses = new HashMap<>();
  private long done;

  /**
   * @param session of the graph that runs
   */
  TrainingSteps(Session session, TrainingGraph.Base base) {
    this.session = session;
    this.base = base;
  }

  /** A training loss and what it is fed with. */
  record Call(Session session, TrainingGraph graph, Feeds feeds) implements AutoCloseable {

    /** Fetches nothing yet. */
    Session.Runner runner() {
      return feeds.into(session.runner());
    }

    /** One step; fetches the loss. */
    Session.Runner step() {
      return runner().fetch(graph.total()).addTarget(graph.update());
    }

    @Override
    public void close() {
      feeds.close();
    }
  }

  Session session() {
    return session;
  }

  /** How many steps the optimiser has made. */
  long done() {
    return done;
  }

  void restore(long steps) {
    done = steps;
  }

  /** The terms, ready for a step; the caller closes it. */
  Call call(List<LossTerm> terms, double learningRate) {
    return call(terms, learningRate, false);
  }

  /** See {@link LossHead#fed}. */
  Tensor fed(Tensor images, Tensor targets) {
    return base.network().loss().fed(images, targets);
  }

  private Call call(List<LossTerm> terms, double learningRate, boolean withImages) {
    List<TermBatch> batches =
        SampleParts.of(terms, base.replicas().count()).stream().map(TermBatch::new).toList();
    List<Kind> kinds = List.copyOf(batches.get(0).others().keySet());
    TrainingGraph graph = graph(new Content(kinds, withImages, batches.size()));
    Feeds feeds = new Feeds();
    feeds.add(base.optimizer().rate(), rate(learningRate));
    graph.feed(batches, feeds);
    return new Call(session, graph, feeds);
  }

  double minimize(List<LossTerm> terms, double learningRate) {
    try (Call call = call(terms, learningRate);
        Result result = Sessions.run(call.step())) {
      done++;
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  LossAndGradient minimizeAndDifferentiate(LossTerm.Supervised term, double learningRate) {
    try (Call call = call(List.of(term), learningRate, true)) {
      Session.Runner runner = call.step();
      for (TrainingPart part : call.graph().parts())
        runner
            .fetch(part.network().supervised())
            .fetch(part.imageGradient())
            .fetch(part.network().loss().logits());
      try (Result result = Sessions.run(runner)) {
        done++;
        LossAndGradient all = SampleParts.read(result, 1, call.graph().parts().size());
        unweigh(all.gradient(), term.weights());
        return all;
      }
    }
  }

  WeightGradient weightGradient(List<LossTerm> terms) {
    try (Call call = call(terms, 0)) {
      Session.Runner runner = call.runner().fetch(call.graph().total());
      call.graph().weightGradients().forEach(runner::fetch);
      try (Result result = Sessions.run(runner)) {
        Map<String, Tensor> gradient = new LinkedHashMap<>();
        for (Weight w : base.optimizer().trained())
          gradient.put(w.name(), Copies.toJava((TFloat32) result.get(gradient.size() + 1)));
        return new WeightGradient(((TFloat32) result.get(0)).getFloat(), gradient);
      }
    }
  }

  /** Whatever the terms were: the gradient itself is fed in place of what computes it. */
  void descend(Map<String, Tensor> gradient, double learningRate) {
    TrainingGraph graph = graph(new Content(List.of(), false, 1));
    List<Weight> weights = base.optimizer().trained();
    try (Feeds feeds = new Feeds()) {
      feeds.add(base.optimizer().rate(), rate(learningRate));
      for (int i = 0; i < weights.size(); i++)
        feeds.add(
            graph.weightGradients().get(i),
            TensorFlowTrainableModel.value(gradient, weights.get(i)));
      Sessions.run(feeds.into(session.runner()).addTarget(graph.update())).close();
      done++;
    }
  }

  private TrainingGraph graph(Content content) {
    TrainingPart template =
        templates.computeIfAbsent(
            content.kinds(), kinds -> TrainingPart.add(base.network(), base.trained(), kinds));
    return losses.computeIfAbsent(content, c -> TrainingGraph.add(base, template, c));
  }

  private float rate(double learningRate) {
    return Optimizer.effectiveRate(base.optimizer().spec(), learningRate, done + 1);
  }

  /** From the gradient of the weighted sum to that of each sample's own loss. */
  private static void unweigh(Tensor gradient, float[] weights) {
    int n = gradient.sampleLength();
    for (int k = 0; k < gradient.data().length; k++)
      if (weights[k / n] != 0) gradient.data()[k] /= weights[k / n];
  }
}
