package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Path;

/** A trained model as the beginning of another training. */
record StartModel(Path folder) {

  /**
   * Gives its weights to a fresh model.
   *
   * @param network of the fresh model
   * @throws RobustJException if the folder holds no model, or one of another network
   */
  void into(TrainableModel model, NetworkSpec network, Backend backend) {
    ModelFolder start = ModelFolder.open(folder);
    NetworkSpec its = start.description().network();
    if (!its.equals(network))
      throw new RobustJException(
          "The option start_model names %s, whose network is %s, but the training needs %s; choose a model with the same image channels, classes, width, depth and deep_supervision."
              .formatted(folder, words(its), words(network)));
    model.setWeights(backend.weights(start.savedModel()));
  }

  private static String words(NetworkSpec network) {
    return "%d channel(s) to %d classes, width %d, depth %d, %s deep supervision"
        .formatted(
            network.inputChannels(),
            network.outputChannels(),
            network.width(),
            network.depth(),
            network.deepSupervision() ? "with" : "without");
  }
}
