package io.github.robustj.job;

import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Resolution;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Connection;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.Sides;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.Source;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.packaging.OriginalForm;
import io.github.robustj.packaging.bioimage.BioimagePackage;
import io.github.robustj.task.Geometry;
import io.github.robustj.task.Question;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A model of another program that a training goes on from. The network, what it answers, the sizes
 * and intensities that it sees are its own; the images and the method are the training's.
 *
 * @param folder of the model
 */
record ForeignStart(ModelFolder folder) {

  /**
   * @param options of a training; empty if it begins with no model, or one of RobustJ's own
   * @throws RobustJException if the model is none, or the options contradict it
   */
  static Optional<ForeignStart> of(Options options) {
    Optional<ForeignStart> start =
        StartModel.of(options)
            .map(s -> ModelFolder.open(s.folder()))
            .filter(folder -> folder.description().network().isForeign())
            .map(ForeignStart::new);
    start.ifPresent(s -> s.require(options));
    return start;
  }

  private ModelDescription description() {
    return folder.description();
  }

  NetworkSpec network() {
    return description().network();
  }

  Source source() {
    return description().source();
  }

  /** How it sees intensities. */
  Normalization normalization() {
    return description().input().normalization();
  }

  private void require(Options options) {
    new StartModel(folder.path()).requireTask(folder, options.get(MethodTable.TASK));
    String without = source().withoutGradient();
    if (!without.isEmpty())
      throw refused(
          "cannot be trained on, because %s in its network has no gradient in TensorFlow; choose another model"
              .formatted(without));
    if (source().isSingle())
      throw refused(
          "takes one image at a time, but a training needs several; export the network for any"
              + " number of images and import it again");
    for (Key<?> key : TrainingTable.OF_OWN_NETWORKS)
      if (!options.isStandard(key))
        throw refused(
            "is a network of another program, on which the option %s has no effect; leave that out"
                .formatted(key.name()));
    requirePatch(ImageOptions.patch(options));
    boolean said = TrainingTable.INTENSITIES.stream().anyMatch(key -> !options.isStandard(key));
    if (said && !ImageOptions.normalization(options).equals(normalization()))
      throw refused(
          "sees intensities as its import says, not as %s say; leave these out, or import the network again with them"
              .formatted(
                  String.join(", ", TrainingTable.INTENSITIES.stream().map(Key::name).toList())));
  }

  /**
   * @param of the training images
   * @throws RobustJException if the network sees others
   */
  int channels(int of) {
    int its = network().inputChannels();
    // A grey image is one of any number of equal channels.
    if (of == its || of == 1) return its;
    throw refused(
        "sees images of %d channel(s), but the training images have %d; convert these, or choose another model"
            .formatted(its, of));
  }

  /**
   * What the network answers. Where the classes of the training are its own, even if some are
   * missing, they have its names; as many others take their places.
   *
   * @param taught what the training images teach, where that is asked
   * @throws RobustJException if they teach something else
   */
  Question question(Supplier<Question> taught, Options options) {
    Question its = description().task();
    // What label images teach about outlines is not more than that.
    if (its.names().isEmpty()) return its;
    Question learned = taught.get();
    boolean classes = !its.classes().isEmpty();
    boolean asMany = classes && its.outputChannels() == learned.outputChannels();
    boolean same =
        classes ? values(its).containsAll(values(learned)) : its.names().equals(learned.names());
    if (!same && !asMany)
      throw refused(
          "tells %s apart, but the training images teach %s; choose images with the same classes, or another model"
              .formatted(its.answers(), learned.answers()));
    requireResolution(its, options);
    return same ? its : learned;
  }

  private static List<Integer> values(Question question) {
    return question.classes().stream().map(LabelClass::value).toList();
  }

  private void requireResolution(Question its, Options options) {
    int given = ImageOptions.resolution(options);
    if (its.resolution() instanceof Resolution.Longest fixed
        && given != ModelTask.in(options).usualResolution()
        && given != fixed.side())
      throw refused(
          "sees images at a resolution of %d pixels, but the option resolution is %d; leave it out"
              .formatted(fixed.side(), given));
  }

  /**
   * Patches that the network takes as they are: of its multiples, or at most of its one size, to
   * which it fills smaller ones up.
   *
   * @param usual as the images suggest
   */
  Geometry fitted(Geometry usual) {
    Connection connection = source().connection();
    return new Geometry(
        side(usual.height(), connection.height()), side(usual.width(), connection.width()), 0);
  }

  private static int side(int usual, Sides its) {
    return usual <= its.least() ? usual : its.atLeast(usual);
  }

  private void requirePatch(int patch) {
    Connection connection = source().connection();
    for (Sides its : List.of(connection.height(), connection.width()))
      if (its.isFixed() && patch > its.least())
        throw refused(
            "takes images of sides of %s pixels only, but the option patch is %d; leave it out or give less"
                .formatted(its.inWords(), patch));
  }

  /**
   * Before any image is read, which takes longer.
   *
   * @throws RobustJException as {@link #model}
   */
  void requireTrainable(OptimizerSpec optimizer, Backend backend) {
    model(ModelTask.taskOf(folder), optimizer, backend).close();
  }

  /**
   * The network, ready to be trained on.
   *
   * @throws RobustJException if its files are not those that were written, its weights are no
   *     numbers or constants, or it has no gradient
   */
  TrainableModel model(Task<?> task, OptimizerSpec optimizer, Backend backend) {
    folder.requireOwnNetwork();
    Map<String, Tensor> weights = backend.weights(folder.savedModel());
    weights.forEach((name, values) -> StartModel.requireNumbers(folder, name, values));
    TrainableModel model = backend.trainOn(folder.savedModel(), task.loss(), optimizer);
    return new LimitedTraining(model, OpenModel.limited(model, task, source().connection()));
  }

  /**
   * Writes what the training has made of the network in the form it came in, beside the model.
   *
   * @param model the new model's folder, with its {@code saved_model}
   * @param listener hears why if that is not possible, and where it is
   */
  void writeBack(Path model, Path name, Backend backend, JobListener listener) {
    OriginalForm original = new OriginalForm(folder.path());
    if (!original.isThere()) {
      listener.log(
          "the network is written as a model of RobustJ's only: %s has no %s, the network as it came; import it again to have it back in that form"
              .formatted(folder.path(), OriginalForm.NAME));
      return;
    }
    Path saved = model.resolve(ModelFolder.SAVED_MODEL);
    try {
      original.renew(
          model,
          (network, into) -> backend.writeBack(saved, network, into),
          source().connection().output(),
          described -> answers(described, saved, backend));
      listener.log(
          "the network in the form it came in (%s), with its new weights: %s"
              .formatted(source().format(), name.resolve(OriginalForm.NAME)));
    } catch (RobustJException e) {
      OriginalForm.remove(model);
      listener.log("the network is written as a model of RobustJ's only: " + e.getMessage());
    }
  }

  private Tensor answers(BioimagePackage described, Path saved, Backend backend) {
    Loss loss = ModelTask.taskOf(folder).loss();
    try (DifferentiableModel network = backend.load(saved, loss)) {
      return new PackageCheck(described, source().connection(), normalization()).answers(network);
    }
  }

  /** The options of a training without those that its network has no use for. */
  static Map<String, Object> withEffect(Map<String, Object> options) {
    TrainingTable.OF_OWN_NETWORKS.forEach(key -> options.remove(key.name()));
    TrainingTable.INTENSITIES.forEach(key -> options.remove(key.name()));
    return options;
  }

  private RobustJException refused(String why) {
    return new RobustJException(
        "The option start_model names %s, which %s.".formatted(folder.path(), why));
  }
}
