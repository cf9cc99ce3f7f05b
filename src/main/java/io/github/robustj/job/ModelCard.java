package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalization.Kind;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.model.ServedNetwork.Output;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.packaging.bioimage.NewPackage.About;
import io.github.robustj.packaging.bioimage.NewPackage.Author;
import io.github.robustj.statistics.Digits;
import io.github.robustj.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The documentation of an exported model, in Markdown: what goes in and comes out, how robust it
 * is, how it was trained, and what it is not for.
 *
 * @param evaluation of the model, if there is one
 */
record ModelCard(ModelDescription model, Task<?> task, Optional<Evaluation> evaluation) {

  /**
   * Reads an evaluation of a model.
   *
   * @throws RobustJException if it cannot be read, or says that it is of another model
   */
  static Evaluation evaluation(Path file, ModelFolder folder) {
    Evaluation evaluation = EvaluationJson.read(file);
    boolean other =
        evaluation.provenance().filter(p -> !p.sha256().equals(folder.sha256())).isPresent();
    if (other)
      throw new RobustJException(
          "%s (option robustness) is the evaluation of another model than %s: its SHA-256 is another; evaluate this one."
              .formatted(file, folder.path()));
    return evaluation;
  }

  /** Of a package of bioimage.io. */
  String ofPackage(About about, String cover) {
    Text text = new Text();
    text.line("# " + about.name()).line(about.description());
    text.line("![The test image, and what the network finds in it](%s)".formatted(cover));
    text.head("What goes in");
    input(text, "The steps `preprocessing` of `rdf.yaml` do it, to each image by itself.");
    text.head("What comes out");
    boolean single = task.outputs().size() == 1;
    text.line(
        single && task.outputs().get(0).activation() != Activation.NONE
            ? "The network gives logits; `postprocessing` makes of them:"
            : "The network's own numbers, without postprocessing. Where a part says so, apply the function to get what is meant:");
    outputs(text, !single);
    text.head("Use");
    text.line(
        "RobustJ opens this package again, with its task, names and thresholds (**Plugins > RobustJ > Import Model...**):");
    text.code("bash", "robustj import --source PACKAGE --out model");
    rest(text);
    text.head("Authors and licence");
    text.line(
        "%s. Licence: %s. The test image (`test_input.npy`, `%s`) is part of the package."
            .formatted(
                String.join("; ", about.authors().stream().map(ModelCard::words).toList()),
                about.license(),
                cover));
    return text.toString();
  }

  private static String words(Author author) {
    return author.affiliation().isEmpty()
        ? author.name()
        : author.name() + " (" + author.affiliation() + ")";
  }

  /** Of a SavedModel with the normalisation inside. */
  String ofSavedModel() {
    Text text = new Text();
    text.line("# " + title()).line("A TensorFlow SavedModel with the normalisation inside.");
    text.head("What goes in");
    input(
        text,
        "The network does that itself: give intensities as they are. They must be finite numbers.");
    text.head("What comes out");
    outputs(text, false);
    text.head("Use from Python");
    text.code("python", python());
    text.head("Use with TensorFlow Serving");
    text.line(
        "Put this folder under `models/robustj/1`, start the server with `--model_name=robustj --model_base_path=/models/robustj`, and send images as nested lists, image by row by column by channel:");
    text.code(
        "bash",
        """
        curl -d '{"signature_name": "serving_default", "inputs": {"images": [[[[12.0], [40.0]], [[33.0], [7.0]]]]}}' \\
          http://localhost:8501/v1/models/robustj:predict\
        """);
    rest(text);
    return text.toString();
  }

  private String python() {
    Output first = task.outputs().get(0);
    return """
    import numpy as np, tensorflow as tf
    network = tf.saved_model.load("FOLDER").signatures["serving_default"]
    image = np.random.rand(1, 256, 256, %d).astype("float32")  # your image: 1 x height x width x channels
    outputs = network(images=tf.constant(image))
    print(outputs["%s"].shape)\
    """
        .formatted(model.network().inputChannels(), first.name());
  }

  private String title() {
    return "A network for " + model.task().name() + ", made with RobustJ";
  }

  private void input(Text text, String who) {
    int channels = model.network().inputChannels();
    text.line(
        "A 2-D image of %d channel(s), float32, with the axes image, y, x, channel, %s."
            .formatted(channels, size()));
    text.line(inWords(model.input().normalization()) + " " + who);
    resolution(text);
    text.line(
        "In a stack RobustJ fits the normalisation to all slices together, a program that gives slices one by one to each, so that results may differ a little.");
  }

  private String size() {
    if (model.source() != null
        && (model.source().connection().height().isFixed()
            || model.source().connection().width().isFixed()))
      return "%s x %s pixels (height x width; smaller ones are filled up inside)"
          .formatted(
              model.source().connection().height().inWords(),
              model.source().connection().width().inWords());
    return task.stride() == 1
        ? "of any size (it is filled up by reflection inside)"
        : "of any size; best with sides that are multiples of " + task.stride();
  }

  private void resolution(Text text) {
    if (model.task().landmarks() != null)
      text.line(
          "Bring the longer side to %d pixels before: the network knows images of that size."
              .formatted(model.task().landmarks().resolution()));
    if (model.task().objects() != null)
      text.line(
          "Scale the image by %s before, so that objects are as large as in training."
              .formatted(model.task().objects().scale()));
  }

  /** What becomes of intensities, in sentences. */
  static String inWords(Normalization normalization) {
    String whose = normalization.jointly() ? "of all channels together" : "of each channel";
    if (normalization.kind() == Kind.FIXED)
      return "From each channel %s is subtracted, then it is divided by %s."
          .formatted(normalization.offset(), normalization.scale());
    String range =
        "the percentiles %s and %s %s"
            .formatted(normalization.lowerPercentile(), normalization.upperPercentile(), whose);
    String scaled =
        normalization.kind() == Kind.Z_SCORE ? "the mean and deviation " + whose : range;
    return normalization.unclipped()
        ? "T%s become 0 and 1.".formatted(scaled.substring(1))
        : "Intensities are cut at %s. Then %s become 0 and 1.".formatted(range, scaled);
  }

  /**
   * @param raw whether the functions are not applied yet
   */
  private void outputs(Text text, boolean raw) {
    List<List<String>> rows = new ArrayList<>();
    int from = 0;
    for (Output output : task.outputs()) {
      int count = output.channels().size();
      String function = output.activation().name().toLowerCase(Locale.ROOT);
      String first =
          raw ? "%d to %d".formatted(from, from + count - 1) : "`%s`".formatted(output.name());
      String meaning =
          raw && output.activation() != Activation.NONE
              ? function + ": " + output.meaning()
              : output.meaning();
      rows.add(List.of(first, String.join(", ", output.channels()), meaning));
      from += count;
    }
    text.table(List.of(raw ? "channels" : "output", "what each channel is of", "meaning"), rows);
    if (task.stride() > 1)
      text.line("An output is for a cell of %1$d x %1$d pixels.".formatted(task.stride()));
  }

  private void rest(Text text) {
    text.head("Robustness");
    robustness(text);
    text.head("Validation");
    text.line(
        "Measure it on annotated images of your own, which it has not been trained on, clean and under attack:");
    text.code("bash", "robustj evaluate --model model --data DATA --out curve.json");
    text.head("Training");
    training(text);
    text.head("Limits");
    text.line(
        "Research software, not for diagnosis. The figures above are of the images they were measured on; other scanners, patients and preparations may give others.");
    text.line(
        "The method is that of %s, doi:%s."
            .formatted(AboutModel.METHOD.text(), AboutModel.METHOD.doi()));
  }

  private void robustness(Text text) {
    if (evaluation.isEmpty()) {
      text.line("No evaluation was given with the export.");
      scores(text);
      return;
    }
    Evaluation measured = evaluation.get();
    AttackSpec attack = measured.curve().attack();
    text.line(
        "%s of %d cases under the attack %s (norm %s, %d steps), whose perturbations have the size epsilon (%s); 0 is without attack. In brackets: intervals of 95 %%."
            .formatted(
                measured.curve().score(),
                measured.curve().points().isEmpty()
                    ? 0
                    : measured.curve().points().get(0).cases().size(),
                attack.name(),
                attack.norm().toString().toLowerCase(Locale.ROOT),
                attack.steps(),
                attack.unit()));
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Row row : measured.summary().rows())
      if (!row.isArea() && row.name().equals(Summary.ALL))
        rows.add(
            List.of(
                row.metric(), Digits.plain(row.epsilon()).text(row.epsilon()), row.mean().text()));
    text.table(List.of("metric", "epsilon", "mean"), rows);
    measured
        .checks()
        .forEach(check -> text.line("* check %s: %s".formatted(check.name(), check.outcome())));
  }

  private void scores(Text text) {
    Map<String, Double> scores = model.training().scores();
    ScoreColumns columns = ScoreColumns.in(scores.keySet());
    List<List<String>> rows = new ArrayList<>();
    add(rows, "clean", scores.get(columns.clean()));
    add(rows, "under the attack of the training", scores.get(columns.robust()));
    if (!rows.isEmpty())
      text.table(List.of("validation cases", columns.words(model.task().name())), rows);
  }

  private static void add(List<List<String>> rows, String name, Double score) {
    if (score != null && Double.isFinite(score))
      rows.add(List.of(name, Digits.plain(score).text(score)));
  }

  private void training(Text text) {
    if (model.source() != null) {
      text.line(
          "By another program: the network was imported into RobustJ from %s, %s."
              .formatted(model.source().file(), model.source().format()));
      return;
    }
    Map<String, Object> options = model.training().options();
    text.line(
        "RobustJ %s, method `%s`, seed %s, %d cases, of which %d chose the weights."
            .formatted(
                model.origin().software().getOrDefault("RobustJ", "of unknown version"),
                options.getOrDefault("method", "unknown"),
                options.getOrDefault("seed", "unknown"),
                model.training().cases().training().size()
                    + model.training().cases().validation().size(),
                model.training().cases().validation().size()));
    if (!model.training().verdict().isEmpty()) text.line(model.training().verdict());
  }

  /** Markdown, part by part. */
  private static final class Text {

    private final StringBuilder text = new StringBuilder();

    Text line(String line) {
      text.append(line.strip()).append("\n\n");
      return this;
    }

    void head(String head) {
      line("## " + head);
    }

    void code(String language, String code) {
      line("```" + language + "\n" + code.stripTrailing() + "\n```");
    }

    void table(List<String> names, List<List<String>> rows) {
      List<String> lines = new ArrayList<>();
      lines.add(row(names));
      lines.add("|---".repeat(names.size()) + "|");
      rows.forEach(cells -> lines.add(row(cells)));
      line(String.join("\n", lines));
    }

    /** Names of classes may hold what ends a cell. */
    private static String row(List<String> cells) {
      return "| "
          + String.join(" | ", cells.stream().map(c -> c.replace("|", "\\|")).toList())
          + " |";
    }

    @Override
    public String toString() {
      return text.toString().stripTrailing() + "\n";
    }
  }
}
