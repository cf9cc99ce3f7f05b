package io.github.robustj;

import ij.ImagePlus;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.PredictJob;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.ready.ReadyModels;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * What scripts ask models of one task.
 *
 * @param task its name
 * @param keys the options of an image that tells its axes
 * @param kind of the answer
 */
record ScriptPredictions<P extends Prediction>(String task, List<Key<?>> keys, Class<P> kind) {

  P of(
      RandomAccessibleInterval<? extends RealType<?>> image, String model, Map<String, ?> options) {
    Options checked = Options.of(options, ScriptKeys.withAxes(keys));
    return of(ScriptImages.image(image, checked.get(OptionTable.AXES)), model, checked);
  }

  P of(ImagePlus image, String model, Map<String, ?> options) {
    return of(ImagePlusConverter.toImage(image), model, Options.of(options, keys));
  }

  /**
   * @throws io.github.robustj.error.RobustJException if the model does something else
   */
  void require(Path model) {
    ModelTask.named(task).require(model);
  }

  private P of(Image image, String model, Options options) {
    Path folder = ReadyModels.folder(model);
    require(folder);
    PredictJob job = PredictJob.from(folder, image, options);
    return kind.cast(RobustJ.run(job, options, JobListener.SILENT));
  }
}
