package io.github.robustj.data.reader;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** One image from a file per channel. */
final class Channels {

  private Channels() {}

  static Image join(List<Image> files, CaseFiles of) {
    Image first = files.get(0);
    if (files.size() == 1)
      return new Image(of.name(), first.pixels(), first.calibration(), first.clean());
    for (Image other : files)
      if (other.width() != first.width()
          || other.height() != first.height()
          || other.slices() != first.slices()
          || other.channels() != 1)
        throw new RobustJException(
            "The channels of the case %s differ in size; each of %s must be one grey image of the same size."
                .formatted(of.name(), of.images()));
    List<RandomAccessibleInterval<FloatType>> channels =
        files.stream()
            .<RandomAccessibleInterval<FloatType>>map(i -> Views.hyperSlice(i.pixels(), 2, 0))
            .toList();
    RandomAccessibleInterval<FloatType> stacked = Views.moveAxis(Views.stack(channels), 3, 2);
    return new Image(of.name(), stacked, first.calibration());
  }
}
