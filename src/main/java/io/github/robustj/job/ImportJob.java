package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.RealPath;
import io.github.robustj.file.Writable;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Connection;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.NetworkPorts;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ForeignContent;
import io.github.robustj.packaging.ForeignFiles;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.BoundsKind;
import io.github.robustj.packaging.ModelDescription.Input;
import io.github.robustj.packaging.ModelDescription.Source;
import io.github.robustj.packaging.ModelDescription.Training;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.packaging.OriginalForm;
import io.github.robustj.packaging.TrainingFolder;
import io.github.robustj.packaging.bioimage.BioimagePackage;
import io.github.robustj.task.Question;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a model folder of a network of another program, which segments or outlines objects.
 *
 * @param source SavedModel, a folder or zip
 * @param out folder of the model; made if missing
 * @param values the options {@link #TABLE} by name; those left out have their defaults
 */
public record ImportJob(Path source, Path out, Map<String, Object> values)
    implements Job<ImportJob.Imported> {

  /** What may be said beside the files. */
  public static final List<Key<?>> TABLE =
      Keys.join(
          ImportTable.NETWORK, TrainingTable.INTENSITIES_OF_OTHERS, List.of(OptionTable.OVERWRITE));

  /**
   * What was made.
   *
   * @param lines how the network is connected, a line each
   * @param withoutGradient the type of an operation that has none; empty if all have, so that every
   *     attack is possible
   */
  public record Imported(List<String> lines, String withoutGradient) {

    /** Which attacks on the model are possible. */
    public String attacks() {
      return withoutGradient.isEmpty()
          ? "every operation has a gradient: all attacks are possible"
          : "%s has no gradient: attacks without gradients only (square, noise, transfer)"
              .formatted(withoutGradient);
    }
  }

  /**
   * @param source also a file of the network, as dialogs choose one; its folder is meant
   * @param options with {@link #TABLE}
   */
  public static ImportJob from(Path source, Path out, Options options) {
    return new ImportJob(ForeignFiles.folderOf(source), out, options.given(TABLE));
  }

  @Override
  public Imported run(Backend backend, JobListener listener) {
    Options options = Options.of(values, TABLE);
    Path place = RealPath.of(out);
    Writable.requireReplaceable(out);
    if (RealPath.within(source, out))
      throw new RobustJException(
          "The option out, %s, is or contains the network %s; choose a folder of its own for the model."
              .formatted(out, source));
    try (OutputLock lock = OutputLock.on(out)) {
      AtomicFiles.recover(out);
      // What an import leaves alone there would be taken for a training of the imported network.
      if (TrainingFolder.hasTraining(place))
        throw new RobustJException(
            "%s holds a model that RobustJ has trained, which an import does not replace; choose another folder."
                .formatted(out));
      if (!options.get(OptionTable.OVERWRITE)) TrainingFolder.requireRoom(place);
      return ForeignFiles.with(
          source, content -> new Import(options, content, backend, listener).run());
    }
  }

  /** Of a network that lies in a folder. */
  private final class Import {

    private final Options options;
    private final ForeignContent content;
    private final Backend backend;
    private final JobListener listener;

    Import(Options options, ForeignContent content, Backend backend, JobListener listener) {
      this.options = options;
      this.content = content;
      this.backend = backend;
      this.listener = listener;
    }

    Imported run() {
      listener.progress(0, "reading " + source.getFileName());
      NetworkPorts ports = backend.ports(content.network());
      Optional<BioimagePackage> described = described();
      Optional<RestoredModel> own = RestoredModel.in(content, described, options);
      if (own.isPresent()) return restored(own.get());
      Connection connection =
          new ProposedConnection(source, ports, described, options)
              .connection(backend, content.network());
      Question question = new ImportedQuestion(source, options, content, connection).question();
      List<String> lines = new ArrayList<>(ConnectionLines.of(connection));
      lines.add(question.inFull());
      lines.add(intensities(connection).line());
      listener.check();
      listener.progress(.3, "converting the network");
      ModelFolder.write(
          out,
          temporary -> {
            Path into = temporary.resolve(ModelFolder.SAVED_MODEL);
            String without = backend.convert(content.network(), connection, into).orElse("");
            if (!OriginalForm.keep(content, temporary))
              lines.add(
                  "the network is too large to be kept in the form it came in: a training will not"
                      + " write it in that form");
            listener.progress(.8, "comparing with the test output");
            lines.add(tested(described, connection, into));
            return description(connection, question, without);
          });
      String without = ModelFolder.open(out).description().source().withoutGradient();
      return new Imported(lines, without);
    }

    private Imported restored(RestoredModel own) {
      listener.progress(.5, "comparing with the test output");
      List<String> lines = own.lines();
      lines.add(own.write(content.network(), out, backend, options.get(ImportTable.IGNORE_TEST)));
      return new Imported(lines, own.withoutGradient());
    }

    /** How the network did on the package's own test images, a line. */
    private String tested(
        Optional<BioimagePackage> described, Connection connection, Path network) {
      if (described.flatMap(BioimagePackage::test).isEmpty())
        return "not checked: there are no test images; compare a prediction with that of the"
            + " program it comes from";
      PackageCheck check =
          new PackageCheck(described.get(), connection, intensities(connection).normalization());
      try (DifferentiableModel model = backend.load(network, Loss.CROSS_ENTROPY_AND_DICE)) {
        return check.line(model);
      } catch (RobustJException failed) {
        if (!options.get(ImportTable.IGNORE_TEST)) throw failed;
        return "imported although its test failed: " + failed.getMessage();
      }
    }

    private Optional<BioimagePackage> described() {
      return content.described(options.get(ImportTable.OUTPUT_TENSOR));
    }

    private ImportedIntensities intensities(Connection connection) {
      return new ImportedIntensities(options, content, connection);
    }

    private String format() {
      return described().map(BioimagePackage::kind).orElse("SavedModel");
    }

    private ModelDescription description(
        Connection connection, Question question, String withoutGradient) {
      Training training = new Training(Map.of(), Double.NaN, null, Map.of(), null);
      return new ModelDescription(
          question,
          new Input(intensities(connection).normalization(), BoundsKind.IMAGE),
          NetworkSpec.foreign(connection.channels(), connection.classes(), connection.stride()),
          training,
          TrainedModel.origin(backend.versions()),
          new Source(String.valueOf(source.getFileName()), format(), connection, withoutGradient));
    }
  }
}
