package io.github.robustj.tensorflow;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network with its loss in a session. Closing it closes what holds the session. */
final class TensorFlowModel implements DifferentiableModel {

  private final Session session;
  private final LossGraph graph;
  private final Loss kind;
  private final AutoCloseable owner;
  private DivergenceGraph divergence;

  /**
   * @param kind of the graph's loss
   * @param owner what is closed with this model: the graph, or the bundle that the session came
   *     from
   */
  TensorFlowModel(Session session, LossGraph graph, Loss kind, AutoCloseable owner) {
    this.session = session;
    this.graph = graph;
    this.kind = kind;
    this.owner = owner;
  }

  @Override
  public Tensor predict(Tensor images) {
    try (TFloat32 x = Copies.toNative(images);
        Result result =
            Sessions.run(session.runner().feed(graph.images(), x).fetch(graph.logits()))) {
      return Copies.toJava((TFloat32) result.get(0));
    }
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    try (TFloat32 x = Copies.toNative(images);
        TFloat32 y = Copies.toNative(LossGraph.fed(kind, graph.logits(), images, targets));
        Result result = Sessions.run(runner(x, y))) {
      return read(result);
    }
  }

  /** Of values, gradient and logits. */
  private static LossAndGradient read(Result result) {
    return new LossAndGradient(
        Copies.values((TFloat32) result.get(0)),
        Copies.toJava((TFloat32) result.get(1)),
        Copies.toJava((TFloat32) result.get(2)));
  }

  @Override
  public LossAndGradient divergence(Tensor images, Tensor reference) {
    if (divergence == null)
      divergence = DivergenceGraph.add(Ops.create(session.graph()), graph, kind);
    try (Feeds feeds = new Feeds()) {
      feeds.add(graph.images(), images).add(divergence.reference(), reference);
      Session.Runner runner =
          feeds
              .into(session.runner())
              .fetch(divergence.divergence())
              .fetch(divergence.gradient())
              .fetch(graph.logits());
      try (Result result = Sessions.run(runner)) {
        return read(result);
      }
    }
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    try (TFloat32 x = Copies.toNative(images);
        TFloat32 w = Copies.toNative(weights);
        Result result =
            Sessions.run(
                session
                    .runner()
                    .feed(graph.images(), x)
                    .feed(graph.logitWeights(), w)
                    .fetch(graph.pullback()))) {
      return Copies.toJava((TFloat32) result.get(0));
    }
  }

  /** Fetches loss, gradient and logits. */
  Session.Runner runner(TFloat32 images, TFloat32 targets) {
    return session
        .runner()
        .feed(graph.images(), images)
        .feed(graph.targets(), targets)
        .fetch(graph.loss())
        .fetch(graph.gradient())
        .fetch(graph.logits());
  }

  @Override
  public void close() {
    session.close();
    try {
      owner.close();
    } catch (Exception e) {
      throw new IllegalStateException("the TensorFlow graph could not be closed", e);
    }
  }
}
