package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.DescribedModel;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.model.ServedNetwork.Output;
import io.github.robustj.model.Sides;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.Source;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.packaging.PackagedModel;
import io.github.robustj.packaging.bioimage.NewPackage;
import io.github.robustj.packaging.bioimage.NewPackage.About;
import io.github.robustj.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a model for other programs: as a package of bioimage.io, or as a SavedModel with the
 * normalisation inside.
 *
 * @param model its folder
 * @param out a folder that is made, or a zip if it ends in {@code .zip}
 * @param image one slice to test a package with; it becomes part of it
 * @param cover a picture for a package, PNG, in a temporary file
 * @param values the options {@link #TABLE} by name; those left out have their defaults
 */
public record ExportJob(
    Path model, Path out, Optional<Image> image, Optional<Path> cover, Map<String, Object> values)
    implements Job<ExportJob.Exported> {

  /** What may be said beside the files. */
  public static final List<Key<?>> TABLE =
      Keys.join(
          List.of(ExportTable.FORMAT, ExportTable.ROBUSTNESS),
          ExportTable.ABOUT,
          List.of(OptionTable.OVERWRITE));

  /** What was written, a line each. */
  public record Exported(List<String> lines) {}

  /**
   * Whether a package with a test image is asked for.
   *
   * @param options with {@link #TABLE}
   */
  public static boolean needsImage(Options options) {
    return options.get(ExportTable.FORMAT).equals(ExportTable.BIOIMAGE);
  }

  /**
   * Asks, before anything is computed, whether an export could be written.
   *
   * @param hasImage whether there is a test image
   * @throws RobustJException if not
   */
  public static void require(Path model, Path out, boolean hasImage, Options options) {
    ModelFolder folder = ModelFolder.open(model);
    if (needsImage(options)) {
      AboutModel.of(options, model, folder.description());
      if (!NewPackage.canSay(folder.description().input().normalization()))
        throw new RobustJException(
            "The model %s normalises images in a way for which bioimage.io has no words; choose format=saved_model, which has it inside."
                .formatted(model));
      if (!hasImage)
        throw new RobustJException(
            "A package of bioimage.io needs a test image, which becomes part of it; give one that"
                + " may be published (option input).");
    } else if (hasImage && options.has(ExportTable.INPUT) && !options.isStandard(ExportTable.INPUT))
      throw new RobustJException(
          "The option input is set but a SavedModel holds no test image; leave it out, or choose"
              + " format=bioimage.");
    options.get(ExportTable.ROBUSTNESS).ifPresent(file -> ModelCard.evaluation(file, folder));
    ExportPlace.of(model, out, options).require();
  }

  @Override
  public Exported run(Backend backend, JobListener listener) {
    Options options = Options.of(values, TABLE);
    require(model, out, image.isPresent(), options);
    return new Export(options, ModelFolder.open(model), backend, listener).run();
  }

  /** Of a model that can be exported. */
  private final class Export {

    private final Options options;
    private final ModelFolder folder;
    private final ModelDescription description;
    private final Task<?> task;
    private final Backend backend;
    private final JobListener listener;

    Export(Options options, ModelFolder folder, Backend backend, JobListener listener) {
      this.options = options;
      this.folder = folder;
      this.description = folder.description();
      this.task = ModelTask.taskOf(folder);
      this.backend = backend;
      this.listener = listener;
    }

    Exported run() {
      listener.progress(0, "reading " + model.getFileName());
      folder.requireOwnNetwork();
      List<String> lines = new ArrayList<>();
      ExportPlace.of(model, out, options)
          .write(
              into -> {
                listener.check();
                lines.addAll(needsImage(options) ? packaged(into) : served(into));
                listener.check();
                listener.progress(.9, "writing " + out.getFileName());
              });
      return new Exported(lines);
    }

    private List<String> packaged(Path into) throws IOException {
      About about = AboutModel.of(options, model, description);
      NewPackage.Input input = input();
      Activation activation = activation();
      List<String> channels =
          task.outputs().stream().flatMap(output -> output.channels().stream()).toList();
      NewPackage.Output output = new NewPackage.Output(channels, task.stride(), activation);
      listener.progress(.1, "predicting the test image");
      TestImage test = test(input);
      NewPackage made =
          new NewPackage(
              about, input, output, tested(test, activation), PackagedModel.config(description));
      listener.check();
      listener.progress(.5, "writing the package");
      String card = card().ofPackage(about, NewPackage.COVER);
      made.write(folder.savedModel(), tensorflow(), cover.orElseThrow(), card, into);
      return List.of(
          "package of bioimage.io " + NewPackage.FORMAT + ": " + about.name(),
          "licence %s, by %s".formatted(about.license(), names(about)),
          "test image of %d x %d pixels, which is part of the package"
              .formatted(test.image().width(), test.image().height()));
    }

    private static String names(About about) {
      return String.join(", ", about.authors().stream().map(NewPackage.Author::name).toList());
    }

    private TestImage test(NewPackage.Input input) {
      Image given = image.orElseThrow();
      if (given.slices() != 1)
        throw new IllegalArgumentException("a test image of %d slices".formatted(given.slices()));
      int expected = description.network().inputChannels();
      Image suited = given.repeated(expected);
      if (suited.channels() != expected)
        throw new RobustJException(
            "The test image has %d channel(s) but the model %s takes %d; choose another image."
                .formatted(given.channels(), model, expected));
      Sight sight =
          new Sight(
              description.task().resolution(), description.input().normalization(), line -> {});
      return TestImage.of(sight.at(suited), input, task.seesWholeImages() && input.step() == 1);
    }

    private NewPackage.Test tested(TestImage test, Activation activation) {
      try (DifferentiableModel network =
          new DescribedModel(
              backend.load(folder.savedModel(), task.loss()),
              description.network(),
              folder.savedModel())) {
        return test.test(network, description.input().normalization(), activation);
      }
    }

    private NewPackage.Input input() {
      Source source = description.source();
      return new NewPackage.Input(
          description.network().inputChannels(),
          source == null ? 0 : fixed(source.connection().height()),
          source == null ? 0 : fixed(source.connection().width()),
          task.stride(),
          source != null && source.isSingle(),
          description.input().normalization());
    }

    /** Shorter and longer sides are filled up inside, unless there is only one. */
    private static int fixed(Sides sides) {
      return sides.isFixed() ? sides.least() : 0;
    }

    /** Of all channels together; where they differ, none can be said. */
    private Activation activation() {
      List<Output> outputs = task.outputs();
      return outputs.size() == 1 ? outputs.get(0).activation() : Activation.NONE;
    }

    /** That wrote the network, as far as is known. */
    private String tensorflow() {
      String version = description.origin().software().get("tensorflow");
      return version != null ? version : backend.versions().get("tensorflow");
    }

    private List<String> served(Path into) throws IOException {
      listener.progress(.1, "adding the normalisation to the network");
      Path network = into.resolve("network");
      backend.serve(
          folder.savedModel(),
          ServedNetworks.of(
              description.input().normalization(),
              description.network().inputChannels(),
              task.outputs()),
          network);
      try (var files = Files.list(network)) {
        for (Path file : files.toList()) Files.move(file, into.resolve(file.getFileName()));
      }
      Files.delete(network);
      Files.writeString(into.resolve(NewPackage.DOCUMENTATION), card().ofSavedModel());
      List<String> lines = new ArrayList<>(List.of("signature serving_default"));
      lines.add(
          "input images: float32, [image, y, x, channel], %d channel(s)"
              .formatted(description.network().inputChannels()));
      task.outputs()
          .forEach(
              output ->
                  lines.add(
                      "output %s: %s"
                          .formatted(output.name(), String.join(", ", output.channels()))));
      return lines;
    }

    private ModelCard card() {
      return new ModelCard(
          description,
          task,
          options.get(ExportTable.ROBUSTNESS).map(file -> ModelCard.evaluation(file, folder)));
    }
  }
}
