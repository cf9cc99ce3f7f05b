package io.github.robustj.job;

import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.TensorImages;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.FileCopy;
import io.github.robustj.model.Backend;
import io.github.robustj.model.DescribedModel;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.model.ServedNetwork.Output;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ForeignContent;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.packaging.bioimage.BioimagePackage;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model of RobustJ's that comes back from a package, as it was.
 *
 * @param description that the package has kept
 * @param described what the package says to all programs
 */
record RestoredModel(ModelDescription description, BioimagePackage described) {

  /** As {@link PackageCheck#TOLERANCE}. */
  private static final double TOLERANCE = PackageCheck.TOLERANCE;

  /** What it is, a line each. */
  List<String> lines() {
    return new ArrayList<>(
        List.of(
            "a model that RobustJ has exported: task %s, %s"
                .formatted(description.task().name(), description.task().answers())));
  }

  /**
   * Writes it as a model.
   *
   * @param network the package's SavedModel
   * @param ignoresTest whether it comes back also if its test fails
   * @return how its test went, a line
   * @throws RobustJException if the network is not the described one
   */
  String write(Path network, Path out, Backend backend, boolean ignoresTest) {
    List<String> said = new ArrayList<>();
    ModelFolder.write(
        out,
        temporary -> {
          Path copy = temporary.resolve(ModelFolder.SAVED_MODEL);
          FileCopy.below(network, FileCopy.files(network), copy);
          said.add(tested(copy, backend, ignoresTest));
          return description;
        });
    return said.get(0);
  }

  /** Opening the network also holds its operations against the list of those that are allowed. */
  private String tested(Path network, Backend backend, boolean ignoresTest) {
    Task<?> task = task();
    try (DifferentiableModel loaded =
        new DescribedModel(backend.load(network, task.loss()), description.network(), network)) {
      if (described.test().isEmpty()) return "not checked: the package has no test image";
      String failure = compared(loaded, task);
      if (failure.isEmpty()) return "test output reproduced";
      if (ignoresTest) return "imported although its test failed: " + failure;
      throw new RobustJException(
          "The package \"%s\" %s; download it again, or set ignore_test to import it all the same."
              .formatted(described.name(), failure));
    }
  }

  private Task<?> task() {
    try {
      return ModelTask.of(description.task()).type().task(description.task(), Correctness.LOSS);
    } catch (IllegalArgumentException e) {
      throw new RobustJException(
          "The package \"%s\" describes a model that there cannot be (%s); download it again."
              .formatted(described.name(), e.getMessage()),
          e);
    }
  }

  /** What differs, a clause; empty if nothing does. */
  private String compared(DifferentiableModel network, Task<?> task) {
    BioimagePackage.Test test = described.test().orElseThrow();
    Tensor images = test.images(described.input());
    Tensor expected = test.answers(described.output());
    var image = TensorImages.image("test", images);
    if (image.channels() != description.network().inputChannels())
      return "has a test image of %d channels where %d were expected"
          .formatted(image.channels(), description.network().inputChannels());
    Tensor normalized =
        Preprocessing.images(image, Normalizer.fit(image, description.input().normalization()));
    Tensor found = TestImage.activated(network.predict(normalized), activation(task));
    if (!Arrays.equals(found.shape(), expected.shape()))
      return "has a test output of %s where the network gives %s"
          .formatted(Arrays.toString(expected.shape()), Arrays.toString(found.shape()));
    double largest = 0;
    double limit = 1;
    for (int i = 0; i < found.data().length; i++) {
      largest = Math.max(largest, Math.abs((double) found.data()[i] - expected.data()[i]));
      limit = Math.max(limit, Math.abs(expected.data()[i]));
    }
    return largest <= TOLERANCE * limit
        ? ""
        : String.format(
            Locale.ROOT,
            "differs from its own test output by up to %.2g, where %.2g was allowed",
            largest,
            TOLERANCE * limit);
  }

  static Activation activation(Task<?> task) {
    List<Output> outputs = task.outputs();
    return outputs.size() == 1 ? outputs.get(0).activation() : Activation.NONE;
  }

  /**
   * The type of an operation that has no gradient, see {@link ModelDescription.Source}; empty if
   * all have.
   */
  String withoutGradient() {
    return description.source() == null ? "" : description.source().withoutGradient();
  }

  /**
   * Empty for networks of other programs, and where the user says how the network is connected.
   *
   * @param described what the content says of the network, if it says something
   * @param options with {@link ImportJob#TABLE}
   * @throws RobustJException if what was kept is damaged, or of a newer version
   */
  static Optional<RestoredModel> in(
      ForeignContent content, Optional<BioimagePackage> described, Options options) {
    boolean said =
        Stream.concat(ImportTable.NETWORK.stream(), TrainingTable.INTENSITIES.stream())
            .anyMatch(key -> !key.is(ImportTable.IGNORE_TEST) && !options.isStandard(key));
    if (said || described.isEmpty()) return Optional.empty();
    return content.restored().map(kept -> new RestoredModel(kept, described.get()));
  }
}
