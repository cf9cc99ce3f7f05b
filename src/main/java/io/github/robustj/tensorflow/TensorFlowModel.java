package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.Copies.Feeds;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.types.TFloat32;

/**
 * A network in a session. Its loss and the gradients are added to its graph when they are first
 * asked for: a prediction needs none. Threads may ask at the same time. Closing it closes session
 * and graph.
 */
final class TensorFlowModel implements DifferentiableModel {

  /** Characters of what TensorFlow says that fit into a sentence. */
  private static final int LONGEST = 160;

  private final Session session;
  private final Operand<TFloat32> images;
  private final Operand<TFloat32> logits;
  private final Supplier<LossGraph> losses;
  private final Optional<Path> origin;
  private LossGraph graph;
  private LossGraph.Divergence divergence;

  /** Of a graph that has its losses. */
  TensorFlowModel(Session session, LossGraph graph) {
    this(session, graph.images(), graph.logits(), () -> graph, Optional.empty());
  }

  /**
   * Of a graph that only predicts.
   *
   * @param losses adds the losses when they are first needed
   * @param origin where it lies on disk, for sentences about a network that does not compute
   */
  TensorFlowModel(
      Session session,
      Operand<TFloat32> images,
      Operand<TFloat32> logits,
      Supplier<LossGraph> losses,
      Optional<Path> origin) {
    this.session = session;
    this.images = images;
    this.logits = logits;
    this.losses = losses;
    this.origin = origin;
  }

  private synchronized LossGraph graph() {
    if (graph == null) graph = losses.get();
    return graph;
  }

  @Override
  public Tensor predict(Tensor batch) {
    try (TFloat32 x = Copies.toNative(batch);
        Result result = run(session.runner().feed(images, x).fetch(logits))) {
      return Copies.toJava((TFloat32) result.get(0));
    }
  }

  /** A prediction of a tensor that is native already, whose result nobody reads: a yardstick. */
  void bare(TFloat32 batch) {
    run(session.runner().feed(images, batch).fetch(logits)).close();
  }

  @Override
  public LossAndGradient loss(Tensor batch, Tensor targets) {
    try (TFloat32 x = Copies.toNative(batch);
        TFloat32 y = Copies.toNative(graph().fed(batch, targets));
        Result result = run(runner(x, y))) {
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
    LossGraph.Divergence from = graphOfDivergence();
    try (Feeds feeds = new Feeds()) {
      feeds.add(images, batch).add(from.reference(), reference);
      Session.Runner runner =
          feeds
              .into(session.runner())
              .fetch(from.divergence())
              .fetch(from.gradient())
              .fetch(logits);
      try (Result result = run(runner)) {
        return read(result);
      }
    }
  }

  private synchronized LossGraph.Divergence graphOfDivergence() {
    if (divergence == null) divergence = graph().divergence();
    return divergence;
  }

  @Override
  public Tensor pullback(Tensor batch, Tensor weights) {
    try (TFloat32 x = Copies.toNative(batch);
        TFloat32 w = Copies.toNative(weights);
        Result result =
            run(
                session
                    .runner()
                    .feed(images, x)
                    .feed(graph().requireSlopes().logitWeights(), w)
                    .fetch(graph().requireSlopes().pullback()))) {
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
        .fetch(graph().requireSlopes().ofLoss())
        .fetch(logits);
  }

  @Override
  public void close() {
    Graph owner = session.graph();
    session.close();
    owner.close();
  }

  /** The type of an operation of the network that has no gradient; empty if all have. */
  Optional<String> withoutGradient() {
    return graph().slopes().isPresent() ? Optional.empty() : Optional.of(graph().missing());
  }

  /** What a network of RobustJ's own making does not do, one from disk may. */
  private Result run(Session.Runner runner) {
    try {
      return Sessions.run(runner);
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw origin.<RuntimeException>map(place -> broken(place, e)).orElse(e);
    }
  }

  private static RobustJException broken(Path place, RuntimeException e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new RobustJException(
        "The network in %s cannot compute (%s); it is damaged or made for other images: train or copy the model again."
            .formatted(place, reason.substring(0, Math.min(reason.length(), LONGEST))),
        e);
  }
}
