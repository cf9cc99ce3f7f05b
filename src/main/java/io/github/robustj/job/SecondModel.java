package io.github.robustj.job;

import io.github.robustj.attack.Goal;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import java.nio.file.Path;
import java.util.Optional;

/** The model that a transfer attack takes its gradients from, if there is one. */
record SecondModel(Optional<OpenModel> model) implements AutoCloseable {

  /**
   * @param first the model under attack
   * @throws RobustJException if the second model asks for other images or knows other classes
   */
  static SecondModel open(
      Optional<Path> folder, OpenModel first, Backend backend, JobListener listener) {
    return new SecondModel(
        folder.map(
            path -> {
              OpenModel second = OpenModel.open(path, backend, OpenModel.TILE, listener);
              try {
                requireSame(first, second);
              } catch (RobustJException e) {
                second.close();
                throw e;
              }
              return second;
            }));
  }

  Goal in(Goal goal) {
    return model.map(second -> goal.withSource(second.network())).orElse(goal);
  }

  @Override
  public void close() {
    model.ifPresent(OpenModel::close);
  }

  private static void requireSame(OpenModel first, OpenModel second) {
    boolean same =
        first.description().network().inputChannels()
                == second.description().network().inputChannels()
            && first
                .description()
                .input()
                .normalization()
                .equals(second.description().input().normalization())
            && first.description().task().isLike(second.description().task());
    if (!same)
      throw new RobustJException(
          "The model %s, given as source_model, has other channels, classes or another normalisation than %s; choose one that was trained on the same kind of images."
              .formatted(second.path(), first.path()));
  }
}
