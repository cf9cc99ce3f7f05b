package io.github.robustj.data.reader;

import io.github.robustj.data.Alignment;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** One image from a file per channel. */
public final class Channels {

  private Channels() {}

  public static Image join(List<Image> files, CaseFiles of) {
    return join(of.name(), of.images(), files);
  }

  /**
   * @param name of the image
   * @param paths of the files, for the message
   */
  public static Image join(String name, List<Path> paths, List<Image> files) {
    Image first = files.get(0);
    if (files.size() == 1) return first.as(name, first.calibration());
    for (Image other : files)
      if (other.width() != first.width()
          || other.height() != first.height()
          || other.slices() != first.slices()
          || other.channels() != 1)
        throw new RobustJException(
            "The channels of the case %s differ in size; each of %s must be one grey image of the same size."
                .formatted(name, paths));
    List<RandomAccessibleInterval<FloatType>> channels =
        files.stream()
            .<RandomAccessibleInterval<FloatType>>map(i -> Views.hyperSlice(i.pixels(), 2, 0))
            .toList();
    RandomAccessibleInterval<FloatType> stacked = Views.moveAxis(Views.stack(channels), 3, 2);
    Optional<CleanScaling> clean = CleanScaling.joined(files.stream().map(Image::clean).toList());
    for (int i = 1; i < files.size(); i++)
      Alignment.requireSame(first, files.get(i), "The channel " + paths.get(i));
    List<String> notes = files.stream().flatMap(i -> i.notes().stream()).distinct().toList();
    return new Image(name, stacked, first.calibration(), clean, first.world(), notes);
  }
}
