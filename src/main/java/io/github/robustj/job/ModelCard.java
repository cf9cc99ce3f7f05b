package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.model.ServedNetwork.Output;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.packaging.bioimage.NewPackage.About;
import io.github.robustj.packaging.bioimage.NewPackage.Author;
import io.github.robustj.task.Task;
import java.nio.file.Path;
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
    Markdown text = new Markdown();
    text.line("# " + about.name()).line(about.description());
    text.line("![The test image, and what the network finds in it](%s)".formatted(cover));
    text.head("What goes in");
    network()
        .input(text, "The steps `preprocessing` of `rdf.yaml` do it, to each image by itself.");
    text.head("What comes out");
    boolean single = task.outputs().size() == 1;
    text.line(
        single && task.outputs().get(0).activation() != Activation.NONE
            ? "The network gives logits; `postprocessing` makes of them:"
            : "The network's own numbers, without postprocessing. Where a part says so, apply the function to get what is meant:");
    network().outputs(text, !single);
    text.head("Use");
    text.line(
        "RobustJ opens this package again, with its task, names and thresholds (**Plugins > RobustJ > Import Model...**):");
    text.code("bash", "robustj import --source PACKAGE --out model");
    new ModelEvidence(model, evaluation).write(text);
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
    Markdown text = new Markdown();
    text.line("# " + title()).line("A TensorFlow SavedModel with the normalisation inside.");
    text.head("What goes in");
    network()
        .input(
            text,
            "The network does that itself: give intensities as they are. They must be finite numbers.");
    text.head("What comes out");
    network().outputs(text, false);
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
    new ModelEvidence(model, evaluation).write(text);
    return text.toString();
  }

  private ModelInterface network() {
    return new ModelInterface(model, task);
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
}
