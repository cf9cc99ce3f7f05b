package io.github.robustj.display.task;

import io.github.robustj.data.reader.FolderImages;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.display.SlideOverview;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.RealPath;
import io.github.robustj.job.BlockParts;
import io.github.robustj.job.BlockPrediction;
import io.github.robustj.job.BlockTable;
import io.github.robustj.job.Engine;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The prediction of an image beyond memory as files: a label image where the task has one, tables,
 * and a picture of the whole. Blocks that are finished lie in {@code NAME.blocks} until the end.
 *
 * @param image file or folder
 * @param name of the image, with which the names of all files begin
 * @param folder of the results
 * @param options of a prediction, with those of images beyond memory
 */
public record LargePrediction(
    Path image, String name, Path folder, Outputs outputs, Options options) {

  /** Bytes of a file from which on it is predicted so wherever it is read block by block. */
  private static final long ASKED = 1 << 23;

  /** Numbers of an image that is predicted so although its file is small, as of empty slides. */
  private static final long MANY = 1 << 26;

  /** Whether an image is predicted so: its pixels are read when somebody looks at them. */
  public static boolean isLarge(Path image) {
    if (Files.isDirectory(image)) return FolderImages.is(image);
    if (!Files.isRegularFile(image)) return false;
    try {
      return ImageReader.lazyNumbers(image) >= (Files.size(image) < ASKED ? MANY : 1);
    } catch (IOException e) {
      throw ReadFailure.sentence(image, e);
    }
  }

  private TaskDisplay display() {
    return TaskDisplays.of(ModelTask.of(options.get(OptionTable.MODEL)));
  }

  private Path file(String suffix) {
    return folder.resolve(name + suffix);
  }

  private Path table(String table) {
    return file("-" + table);
  }

  /** The label image. */
  public Path labels() {
    return file("-labels.ome.zarr");
  }

  /** A small copy of the image with what was found. */
  public Path picture() {
    return file("-overview.png");
  }

  /**
   * Asks before a long job whether the files may be written.
   *
   * @throws RobustJException if not, or if they would lie in the image
   */
  public void require() {
    if (Files.isDirectory(image) && RealPath.within(folder, image))
      throw new RobustJException(
          "The results would lie in the image %s, which is a folder, and be taken for parts of it; choose a folder outside."
              .formatted(image));
    for (String table : display().largeTables()) outputs.require(table(table));
    outputs.require(picture());
  }

  /** What of the prediction can be done apart. */
  public BlockParts parts(JobListener listener) {
    return BlockParts.of(request(true), listener);
  }

  /**
   * Predicts the image.
   *
   * @param resume whether to go on with what the same prediction has finished
   * @return the first of the tables
   * @throws RobustJException if another run writes results of this name there, among others
   */
  public Path predict(boolean resume, Engine engine, JobListener listener) {
    require();
    try (OutputLock lock = OutputLock.on(file(""))) {
      Written written = write(resume, engine, listener);
      written.end.run();
      return written.table;
    }
  }

  /**
   * Writes the results of what {@link #parts} have found.
   *
   * @throws RobustJException if they are not of this prediction
   */
  public Written join(Engine engine, JobListener listener) {
    require();
    try (OutputLock lock = OutputLock.on(file(""))) {
      return write(true, engine, listener);
    }
  }

  /**
   * Results that are complete.
   *
   * @param table the first of the tables
   * @param end removes what blocks have left
   */
  public record Written(Path table, Runnable end) {}

  private Written write(boolean resume, Engine engine, JobListener listener) {
    BlockPrediction prediction = BlockPrediction.begin(request(resume), engine, listener);
    List<Path> written = new ArrayList<>();
    SlideOverview.Drawing drawing =
        display()
            .large(
                prediction,
                options,
                (table, writer) -> {
                  outputs.write(table(table), writer);
                  written.add(table(table));
                });
    for (String table : display().largeTables())
      if (!written.contains(table(table))) outputs.remove(table(table));
    listener.check();
    outputs.write(picture(), file -> SlideOverview.write(file, image, prediction.image(), drawing));
    return new Written(table(display().largeTables().get(0)), prediction::end);
  }

  private BlockPrediction.Request request(boolean resume) {
    return new BlockPrediction.Request(
        image,
        options.get(OptionTable.MODEL),
        file(".blocks"),
        labels(),
        options.get(OptionTable.TILE),
        options.get(BlockTable.BLOCK),
        options.has(OptionTable.PIXEL_SIZE) ? options.get(OptionTable.PIXEL_SIZE) : 0,
        resume,
        options.get(OptionTable.OVERWRITE));
  }
}
