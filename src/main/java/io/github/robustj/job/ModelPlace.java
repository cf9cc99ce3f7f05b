package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.RealPath;
import io.github.robustj.file.Writable;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.packaging.TrainingFolder;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder into which a training writes its model, before it does so. */
record ModelPlace(TrainJob job) {

  /**
   * @throws RobustJException if there is what the user may want to keep
   */
  void requireNothingLost() {
    if (job.options().get(TrainingTable.OVERWRITE)) return;
    TrainingFolder.requireRoom(RealPath.of(job.out()));
    if (!job.options().get(TrainingTable.RESUME))
      new EarlierTraining(job.out(), job.checkpoint()).requireFinished();
  }

  /**
   * The folder is exchanged as a whole, so that nothing that is read, and nothing of another model,
   * may be in it.
   *
   * @throws RobustJException if it is
   */
  void requireApart() {
    Path out = job.out();
    Writable.requireReplaceable(out);
    Path place = RealPath.of(out);
    if (ModelFolder.isPart(place))
      throw new RobustJException(
          "The option out, %s, is a part of a model and is never replaced; choose another folder."
              .formatted(out));
    if (RealPath.within(out, job.data())
        && Files.isDirectory(place)
        && !TrainingFolder.isOfTraining(place))
      throw new RobustJException(
          "The option out, %s, is a folder of the data; choose a new folder for the model."
              .formatted(out));
    for (Path input : inputs())
      if (RealPath.within(input, out))
        throw new RobustJException(
            "The option out, %s, is or contains the input %s; choose a folder of its own for the model."
                .formatted(out, input));
  }

  private List<Path> inputs() {
    List<Path> inputs = new ArrayList<>(List.of(job.data()));
    job.split().ifPresent(inputs::add);
    StartModel.of(job.options().options()).map(StartModel::folder).ifPresent(inputs::add);
    return inputs;
  }
}
