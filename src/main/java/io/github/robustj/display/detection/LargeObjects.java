package io.github.robustj.display.detection;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.display.ClassColors;
import io.github.robustj.display.Slices;
import io.github.robustj.display.SlideOverview;
import io.github.robustj.file.Table;
import io.github.robustj.job.BlockPrediction;
import io.github.robustj.metric.F1;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/** The objects that count in an image beyond memory: they are read from disk, one by one. */
public record LargeObjects(BlockPrediction prediction, Thresholds thresholds) {

  /** Takes an object. */
  @FunctionalInterface
  public interface Sink {

    /**
     * @param slice,number counted from 1
     */
    void take(int slice, int number, BoxedObject object) throws IOException;
  }

  /**
   * Finds them.
   *
   * @param options whose table has the thresholds
   */
  public static LargeObjects find(BlockPrediction prediction, Options options) {
    Image image = prediction.image();
    Prediction.Objects none =
        new Prediction.Objects(
            image.name(),
            image.width(),
            image.height(),
            prediction.classes(),
            new Boxes(Collections.nCopies(image.slices(), List.of())),
            F1.COUNTS);
    Thresholds thresholds =
        Thresholds.from(options, new StoredDetection(none, Thresholds.of(F1.COUNTS)));
    prediction.objects();
    return new LargeObjects(prediction, thresholds);
  }

  public boolean counts(BoxedObject object) {
    return object.score() >= thresholds.of(object.name());
  }

  /** Slice by slice, the surest first. */
  public void each(Sink sink) {
    for (int z = 0; z < prediction.image().slices(); z++) {
      int slice = z + 1;
      int[] number = {0};
      prediction.objects(
          z,
          object -> {
            try {
              if (counts(object)) sink.take(slice, ++number[0], object);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /** See {@link DetectionTables#counts}. */
  public Table counts() {
    return DetectionTables.counts(prediction.image().name(), prediction.classes(), perSlice());
  }

  /** How many of each class, slice by slice. */
  private List<long[]> perSlice() {
    List<long[]> slices = new ArrayList<>();
    for (int z = 0; z < prediction.image().slices(); z++)
      slices.add(new long[prediction.classes().size()]);
    each(
        (slice, number, object) ->
            slices.get(slice - 1)[prediction.classes().indexOf(object.name())]++);
    return slices;
  }

  /** As tables of boxes of many images name them: the file, or the slices of a stack. */
  void writeBoxes(Path file) {
    BoxReader.writeTable(
        file,
        rows -> {
          for (int slice = 1; slice <= prediction.image().slices(); slice++) {
            String name = name(slice);
            boolean[] any = {false};
            prediction.objects(
                slice - 1,
                object -> {
                  if (!counts(object)) return;
                  rows.accept(name, object);
                  any[0] = true;
                });
            if (!any[0]) rows.accept(name, null);
          }
        });
  }

  /** The slice with most of them, counted from 0; the first of several. */
  public int fullest() {
    int slices = prediction.image().slices();
    if (slices == 1) return 0;
    List<long[]> counts = perSlice();
    return Slices.fullest(slices, z -> LongStream.of(counts.get(z)).sum());
  }

  /** Those of a slice, counted from 0. */
  void draw(SlideOverview overview, int slice) {
    prediction.objects(
        slice,
        object -> {
          int index = prediction.classes().indexOf(object.name());
          if (counts(object)) overview.box(object.box(), ClassColors.foreground(index));
        });
  }

  private String name(int slice) {
    return prediction.image().slices() == 1
        ? prediction.file().getFileName().toString()
        : "%s-%04d".formatted(prediction.image().name(), slice);
  }
}
