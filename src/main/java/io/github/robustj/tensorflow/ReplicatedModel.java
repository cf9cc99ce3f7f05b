package io.github.robustj.tensorflow;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.Copies.Feeds;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * A network on several devices, each of which computes its part of every batch. Samples do not see
 * each other, so that it tells of each what one device would.
 */
final class ReplicatedModel implements DifferentiableModel {

  private final Session session;
  private final Replicas replicas;
  private final LossGraph template;
  private final List<LossGraph> copies;
  private List<LossGraph.Divergence> divergences;

  /**
   * @param session of the graph that runs, which is closed with this
   * @param template of which the devices have copies
   */
  ReplicatedModel(Session session, Replicas replicas, LossGraph template) {
    this.session = session;
    this.replicas = replicas;
    this.template = template;
    copies = IntStream.range(0, replicas.count()).mapToObj(i -> template.at(replicas, i)).toList();
  }

  @Override
  public Tensor predict(Tensor images) {
    int parts = SampleParts.count(images.samples(), copies.size());
    try (Feeds feeds = new Feeds()) {
      feed(feeds, places(LossGraph::images), images);
      Session.Runner runner = feeds.into(session.runner());
      copies.subList(0, parts).forEach(copy -> runner.fetch(copy.logits()));
      try (Result result = Sessions.run(runner)) {
        return SampleParts.joined(result, 0, 1, parts);
      }
    }
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    int parts = SampleParts.count(images.samples(), copies.size());
    try (Feeds feeds = new Feeds()) {
      feed(feeds, places(LossGraph::images), images);
      feed(feeds, places(LossGraph::targets), template.fed(images, targets));
      Session.Runner runner = feeds.into(session.runner());
      for (LossGraph copy : copies.subList(0, parts))
        runner.fetch(copy.loss()).fetch(copy.requireSlopes().ofLoss()).fetch(copy.logits());
      return read(runner, parts);
    }
  }

  @Override
  public LossAndGradient divergence(Tensor images, Tensor reference) {
    List<LossGraph.Divergence> from = divergences();
    int parts = SampleParts.count(images.samples(), copies.size());
    try (Feeds feeds = new Feeds()) {
      feed(feeds, places(LossGraph::images), images);
      feed(feeds, from.stream().map(LossGraph.Divergence::reference).toList(), reference);
      Session.Runner runner = feeds.into(session.runner());
      for (int i = 0; i < parts; i++)
        runner
            .fetch(from.get(i).divergence())
            .fetch(from.get(i).gradient())
            .fetch(copies.get(i).logits());
      return read(runner, parts);
    }
  }

  private synchronized List<LossGraph.Divergence> divergences() {
    if (divergences == null) {
      LossGraph.Divergence added = template.divergence();
      divergences = IntStream.range(0, copies.size()).mapToObj(i -> added.at(replicas, i)).toList();
    }
    return divergences;
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    int parts = SampleParts.count(images.samples(), copies.size());
    List<LossGraph.Slopes> slopes = copies.stream().map(LossGraph::requireSlopes).toList();
    try (Feeds feeds = new Feeds()) {
      feed(feeds, places(LossGraph::images), images);
      feed(feeds, slopes.stream().map(LossGraph.Slopes::logitWeights).toList(), weights);
      Session.Runner runner = feeds.into(session.runner());
      slopes.subList(0, parts).forEach(slope -> runner.fetch(slope.pullback()));
      try (Result result = Sessions.run(runner)) {
        return SampleParts.joined(result, 0, 1, parts);
      }
    }
  }

  private List<Operand<TFloat32>> places(Function<LossGraph, Operand<TFloat32>> place) {
    return copies.stream().map(place).toList();
  }

  /** Each of the first places gets its part of the samples. */
  private static void feed(Feeds feeds, List<Operand<TFloat32>> places, Tensor all) {
    int parts = SampleParts.count(all.samples(), places.size());
    for (int i = 0; i < parts; i++) feeds.add(places.get(i), SampleParts.of(all, i, parts));
  }

  private static LossAndGradient read(Session.Runner runner, int parts) {
    try (Result result = Sessions.run(runner)) {
      return SampleParts.read(result, 0, parts);
    }
  }

  @Override
  public void close() {
    Graph running = session.graph();
    session.close();
    running.close();
    replicas.closeTemplate();
  }
}
