package io.github.robustj.tensorflow;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network in a session. Its loss and the gradients are added to its graph when they are first
 * asked for: a prediction needs none. Closing it closes what holds the session.
 */
final class TensorFlowModel implements DifferentiableModel {

  private final Session session;
  private final Operand<TFloat32> images;
  private final Operand<TFloat32> logits;
  private final Loss kind;
  private final AutoCloseable owner;
  private LossGraph graph;
  private DivergenceGraph divergence;

  /**
   * @param kind of the graph's loss
   * @param owner what is closed with this model: the graph, or the bundle that the session came
   *     from
   */
  TensorFlowModel(Session session, LossGraph graph, Loss kind, AutoCloseable owner) {
    this(session, graph.images(), graph.logits(), kind, owner);
    this.graph = graph;
  }

  /**
   * Of a graph that only predicts.
   *
   * @param kind of the loss that is added
   */
  TensorFlowModel(
      Session session,
      Operand<TFloat32> images,
      Operand<TFloat32> logits,
      Loss kind,
      AutoCloseable owner) {
    this.session = session;
    this.images = images;
    this.logits = logits;
    this.kind = kind;
    this.owner = owner;
  }

  private LossGraph graph() {
    if (graph == null) graph = LossGraph.add(Ops.create(session.graph()), images, logits, kind);
    return graph;
  }

  @Override
  public Tensor predict(Tensor batch) {
    try (TFloat32 x = Copies.toNative(batch);
        Result result = Sessions.run(session.runner().feed(images, x).fetch(logits))) {
      return Copies.toJava((TFloat32) result.get(0));
    }
  }

  @Override
  public LossAndGradient loss(Tensor batch, Tensor targets) {
    try (TFloat32 x = Copies.toNative(batch);
        TFloat32 y = Copies.toNative(LossGraph.fed(kind, logits, batch, targets));
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
  public LossAndGradient divergence(Tensor batch, Tensor reference) {
    if (divergence == null)
      divergence = DivergenceGraph.add(Ops.create(session.graph()), graph(), kind);
    try (Feeds feeds = new Feeds()) {
      feeds.add(images, batch).add(divergence.reference(), reference);
      Session.Runner runner =
          feeds
              .into(session.runner())
              .fetch(divergence.divergence())
              .fetch(divergence.gradient())
              .fetch(logits);
      try (Result result = Sessions.run(runner)) {
        return read(result);
      }
    }
  }

  @Override
  public Tensor pullback(Tensor batch, Tensor weights) {
    try (TFloat32 x = Copies.toNative(batch);
        TFloat32 w = Copies.toNative(weights);
        Result result =
            Sessions.run(
                session
                    .runner()
                    .feed(images, x)
                    .feed(graph().logitWeights(), w)
                    .fetch(graph().pullback()))) {
      return Copies.toJava((TFloat32) result.get(0));
    }
  }

  /** Fetches loss, gradient and logits. */
  Session.Runner runner(TFloat32 batch, TFloat32 targets) {
    return session
        .runner()
        .feed(images, batch)
        .feed(graph().targets(), targets)
        .fetch(graph().loss())
        .fetch(graph().gradient())
        .fetch(logits);
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
