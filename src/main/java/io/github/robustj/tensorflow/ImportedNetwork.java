package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * A network from elsewhere, converted into one of RobustJ's own.
 *
 * @param from its SavedModel
 * @param connection how it is converted
 * @param computation how what is tried computes
 */
record ImportedNetwork(Path from, Connection connection, Computation computation) {

  /**
   * Writes it as {@link SavedModels} has it.
   *
   * @param into a folder that is made
   * @throws RobustJException if it is missing, damaged, could do more than compute, or is not what
   *     the connection says
   * @throws UncheckedIOException if it cannot be written
   */
  void write(Path into) {
    converted(
        ForeignNetwork.read(from),
        connection,
        session -> {
          Graph graph = session.graph();
          try {
            SavedModels.write(
                session,
                SavedModels.tensor(graph, SavedModels.INPUT),
                SavedModels.tensor(graph, SavedModels.OUTPUT),
                into);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return into;
        });
  }

  /** See {@link io.github.robustj.model.Backend#grid}. */
  Connection.Star grid() {
    String distances = connection.star().distances();
    Connection finest = connection.with(new Connection.Star(distances, 1, false));
    ForeignNetwork foreign = ForeignNetwork.read(from);
    int enlargement = foreign.enlargement(finest);
    if (enlargement > 1) return new Connection.Star(distances, enlargement, true);
    NetworkTrial trial = new NetworkTrial(from, connection);
    int stride =
        converted(foreign, finest, session -> trial.stride(model(session, Conversion.UNCUT)));
    return new Connection.Star(distances, stride, false);
  }

  /** See {@link io.github.robustj.model.Backend#takesSeveral}. */
  boolean takesSeveral() {
    NetworkTrial trial = new NetworkTrial(from, connection);
    return converted(
        ForeignNetwork.read(from),
        connection,
        session -> trial.takesSeveral(model(session, SavedModels.OUTPUT)));
  }

  /**
   * @param use of the converted network, which is closed then
   */
  private <T> T converted(ForeignNetwork foreign, Connection how, Function<Session, T> use) {
    try (Graph graph = new Conversion(how, foreign.part(how)).graph();
        Session session = new Session(graph, computation.config())) {
      foreign.assign(session, foreign.weights(computation));
      return use.apply(session);
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw NetworkTrial.refused(from, e);
    }
  }

  /**
   * @param output name of the operation whose outputs count
   */
  private TensorFlowModel model(Session session, String output) {
    Graph graph = session.graph();
    return new TensorFlowModel(
        session,
        SavedModels.tensor(graph, SavedModels.INPUT),
        SavedModels.tensor(graph, output),
        () -> null,
        Optional.of(from));
  }
}
