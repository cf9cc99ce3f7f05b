package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.proto.SavedModel;

/**
 * The file {@code saved_model.pb} of a network. It is read once, checked, and what was checked is
 * what TensorFlow gets: its own loader, which reads the file again and runs what the file asks it
 * to run, is not used.
 */
final class NetworkFile {

  /** Weights are kept elsewhere, so a large network's file has a few megabytes. */
  private static final int MOST_BYTES = 64 << 20;

  private static final String NAME = "saved_model.pb";
  private static final String SERVE = "serve";

  private NetworkFile() {}

  /**
   * @param directory of the network
   * @throws RobustJException if there is none, it is damaged, too large, or holds an operation that
   *     is not allowed
   */
  static NetworkGraph read(Path directory) {
    Path file = directory.resolve(NAME);
    if (!Files.isRegularFile(file))
      throw new RobustJException(
          "There is no network in "
              + directory
              + ": a file saved_model.pb was expected; train or copy the model again.");
    try {
      SavedModel saved = SavedModel.parseFrom(bytes(file));
      OperationCheck.require(saved, directory);
      return saved.getMetaGraphsList().stream()
          .filter(graph -> graph.getMetaInfoDef().getTagsList().contains(SERVE))
          .findFirst()
          .map(NetworkGraph::of)
          .orElseThrow(() -> damaged(directory, null));
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(directory, e);
    }
  }

  static RobustJException damaged(Path directory, Exception cause) {
    return new RobustJException(
        "The network in "
            + directory
            + " cannot be read; it is damaged or was not written by RobustJ: train or copy the"
            + " model again.",
        cause);
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length <= MOST_BYTES) return bytes;
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
    throw new RobustJException(
        "%s has more than %d MiB, which no network of RobustJ's has; train or copy the model again."
            .formatted(file, MOST_BYTES >> 20));
  }
}
