package io.github.robustj.packaging;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.FileCopy;
import io.github.robustj.file.Trees;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.packaging.bioimage.BioimagePackage;
import io.github.robustj.packaging.bioimage.RenewedPackage;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A network of another program in the form it came in, beside the model that was made of it: {@code
 * original_form/} in the model's folder, a SavedModel or a package of bioimage.io. A training
 * writes it anew, with its weights, so that the other program opens it as before.
 *
 * @param model folder of the model
 */
public record OriginalForm(Path model) {

  public static final String NAME = "original_form";

  /** Above this it is not kept: a model's folder should not grow much beyond its network. */
  private static final long MOST_BYTES = 1L << 30;

  private static final String WEIGHTS = "variables";

  /** What belongs to a SavedModel, whatever else lies in its folder. */
  private static final Set<String> SAVED_MODEL =
      Set.of(
          "saved_model.pb",
          WEIGHTS,
          "assets",
          "assets.extra",
          "debug",
          "keras_metadata.pb",
          "fingerprint.pb");

  /** Holds sums of the weights that the file was written with; TensorFlow does without it. */
  private static final String FINGERPRINT = "fingerprint.pb";

  /** Writes the weights of a network. */
  public interface Writer {

    /**
     * @param network its folder as it came
     * @param into gets the files of its weights
     */
    void write(Path network, Path into) throws IOException;
  }

  private Path folder() {
    return model.resolve(NAME);
  }

  /** Whether it was kept. */
  public boolean isThere() {
    return Files.isDirectory(folder());
  }

  /**
   * Copies a network that is imported. Links are left out.
   *
   * @param model the new model's folder
   * @return whether it was kept; it is not if it is larger than a gigabyte
   */
  public static boolean keep(ForeignContent content, Path model) throws IOException {
    boolean described = content.description().isPresent();
    Path from = described ? content.description().get().getParent() : content.network();
    List<Path> files =
        files(from, file -> described || SAVED_MODEL.contains(file.getName(0).toString()));
    long bytes = 0;
    for (Path file : files) bytes += Files.size(file);
    if (bytes > MOST_BYTES) return false;
    FileCopy.below(from, files, model.resolve(NAME));
    return true;
  }

  /**
   * Writes it, with other weights, beside another model.
   *
   * @param into folder of that model
   * @param output of the network that counts
   * @param answers what the network says of a package's test images now
   * @throws RobustJException if it is damaged, or cannot be given other weights
   */
  public void renew(
      Path into, Writer weights, String output, Function<BioimagePackage, Tensor> answers) {
    Trees.requireOwn(model, folder());
    ForeignFiles.with(
        folder(),
        content -> {
          try {
            Path place = into.resolve(NAME);
            if (content.description().isEmpty()) network(content.network(), place, weights);
            else described(content, place, weights, output, answers);
          } catch (IOException e) {
            throw WriteFailure.sentence(into, e);
          }
          return null;
        });
  }

  private static void described(
      ForeignContent content,
      Path into,
      Writer weights,
      String output,
      Function<BioimagePackage, Tensor> answers)
      throws IOException {
    BioimagePackage described = content.described(output).orElseThrow();
    new RenewedPackage(content.description().orElseThrow(), content.network(), output)
        .write(
            into,
            place -> weights.write(content.network(), place),
            described.test().map(test -> answers.apply(described)));
  }

  private static void network(Path from, Path into, Writer weights) throws IOException {
    FileCopy.below(
        from,
        files(from, file -> !file.startsWith(WEIGHTS) && !file.equals(Path.of(FINGERPRINT))),
        into);
    weights.write(from, into);
  }

  /** What was begun and cannot be ended. */
  public static void remove(Path model) {
    try {
      Trees.delete(model.resolve(NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param wanted asked for paths below the folder
   */
  private static List<Path> files(Path folder, Predicate<Path> wanted) {
    return FileCopy.files(folder, LinkOption.NOFOLLOW_LINKS).stream()
        .filter(file -> wanted.test(folder.relativize(file)))
        .toList();
  }
}
