package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.AtomicFiles.IOConsumer;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.OwnedFolder;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.RealPath;
import io.github.robustj.file.Run;
import io.github.robustj.file.Trees;
import io.github.robustj.file.Writable;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.file.Zip;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.bioimage.NewPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where an export is written: a folder, or a zip; complete or not at all.
 *
 * @param zip what may stand in the place of a zip
 */
record ExportPlace(Path model, Path out, boolean overwrite, Outputs zip) {

  /** What exports consist of. */
  private static final Set<String> OWN = own();

  private static Set<String> own() {
    Set<String> names = new HashSet<>(NewPackage.FILES);
    names.addAll(List.of("saved_model.pb", "variables", "assets", "fingerprint.pb"));
    return names;
  }

  /**
   * @param options with {@link ExportJob#TABLE}
   */
  static ExportPlace of(Path model, Path out, Options options) {
    boolean overwrite = options.get(OptionTable.OVERWRITE);
    return new ExportPlace(
        model, out, overwrite, OutputRules.of(new Run("export", List.of(model), ""), overwrite));
  }

  private boolean isZip() {
    return out.getFileName() != null
        && out.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /**
   * @throws RobustJException if something stands there that must not be replaced
   */
  void require() {
    if (RealPath.within(RealPath.of(out), model) || RealPath.within(model, out))
      throw new RobustJException(
          "The option out, %s, is, contains or lies in the model %s; choose another place for the export."
              .formatted(out, model));
    if (isZip()) zip.require(out);
    else requireFolder();
  }

  private void requireFolder() {
    Writable.requireReplaceable(out);
    Path place = RealPath.of(out);
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) return;
    if (!Files.isDirectory(place))
      throw new RobustJException(
          "%s is a file, not a folder; choose another name, or one that ends in .zip."
              .formatted(out));
    List<String> names = names(place);
    if (names.isEmpty()) return;
    if (!overwrite)
      throw new RobustJException(
          "%s exists and is not empty; choose another folder, or set the option overwrite to replace an earlier export."
              .formatted(out));
    for (String name : names)
      if (!OWN.contains(name))
        throw new RobustJException(
            "%s has %s, which no export writes, and is not replaced; choose another folder."
                .formatted(out, name));
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }

  /**
   * @param content writes into the empty folder that it is given
   */
  void write(IOConsumer<Path> content) {
    if (isZip()) {
      zip.write(out, place -> zipped(place, content));
      return;
    }
    try (OutputLock lock = OutputLock.on(out)) {
      AtomicFiles.recover(out);
      requireFolder();
      Set<String> made = new HashSet<>();
      AtomicFiles.directory(
          out,
          folder -> {
            content.accept(folder);
            made.addAll(names(folder));
          });
      removeOthers(made);
    }
  }

  /** Of an earlier export, which the exchange of folders carries over. */
  private void removeOthers(Set<String> made) {
    Path place = RealPath.of(out);
    try {
      for (String name : names(place)) if (!made.contains(name)) Trees.delete(place.resolve(name));
    } catch (IOException e) {
      throw WriteFailure.sentence(out, e);
    }
  }

  private static void zipped(Path place, IOConsumer<Path> content) {
    OwnedFolder.with(
        temporary -> {
          Path folder = Files.createDirectory(temporary.resolve("content"));
          try {
            content.accept(folder);
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
          AtomicFiles.write(place, to -> Zip.write(folder, to));
          return folder;
        });
  }
}
