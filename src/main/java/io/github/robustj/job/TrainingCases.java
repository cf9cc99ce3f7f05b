package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.LabelClasses;
import io.github.robustj.data.SliceSet;
import io.github.robustj.data.Split;
import io.github.robustj.data.reader.DatasetReader;
import io.github.robustj.data.reader.MaskReader;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.task.SegmentationTask;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * All that a training takes from its data set, in memory.
 *
 * @param validation the cases kept aside, whole
 * @param names of the cases on both sides
 */
record TrainingCases(
    SegmentationTask task,
    int channels,
    SliceSet slices,
    Geometry geometry,
    List<EvaluationCase> validation,
    ModelDescription.Cases names) {

  static TrainingCases read(TrainJob job, JobListener listener) {
    ImageOptions images = job.options().images();
    Selection selection = Selection.read(job.data(), images.group(), job.split());
    Split split = selection.split(images.validation(), job.options().schedule().seed());
    if (split.training().isEmpty())
      throw new RobustJException(
          "No case is left for training in %s; name some below [train] in the split file."
              .formatted(job.data()));
    SegmentationTask task = new SegmentationTask(classes(selection, split, listener));
    int channels = DatasetReader.load(split.training().get(0)).image().channels();
    CaseEncoder encoder = new CaseEncoder(task, images.normalization(), channels);
    SliceSet.Builder builder = new SliceSet.Builder();
    read(
        split.training(), encoder, listener, c -> builder.add(c.images(), c.targets(), c.bounds()));
    List<EvaluationCase> validation = new ArrayList<>();
    read(split.validation(), encoder, listener, validation::add);
    int depth = job.options().network().depth();
    Geometry geometry = Geometry.of(builder.heights(), builder.widths(), images.patch(), depth);
    SliceSet slices = builder.build(geometry.height(), geometry.width(), images.augmentation());
    listener.log(summary(split, slices, geometry, task));
    return new TrainingCases(
        task,
        channels,
        slices,
        geometry,
        validation,
        new ModelDescription.Cases(names(split.training()), names(split.validation())));
  }

  /** Those of the training cases: what is only in the others cannot be learned. */
  private static List<LabelClass> classes(Selection selection, Split split, JobListener listener) {
    SortedSet<Integer> values = new TreeSet<>();
    for (CaseFiles files : split.training()) {
      listener.check();
      values.addAll(LabelClasses.values(MaskReader.read(files.label())));
    }
    return LabelClasses.of(values, selection.dataset().labelNames(), selection.dataset().root());
  }

  /** One case after another, so that no more than one is held as it was read. */
  private static void read(
      List<CaseFiles> cases,
      CaseEncoder encoder,
      JobListener listener,
      Consumer<EvaluationCase> use) {
    int done = 0;
    for (CaseFiles files : cases) {
      listener.check();
      use.accept(encoder.read(files));
      listener.progress(0, "read %s, %d of %d".formatted(files.name(), ++done, cases.size()));
    }
  }

  private static String summary(
      Split split, SliceSet slices, Geometry geometry, SegmentationTask task) {
    return "training on %d slices of %d cases, validating on %d cases; classes %s; patches of %d x %d pixels, depth %d"
        .formatted(
            slices.size(),
            split.training().size(),
            split.validation().size(),
            task.classes().stream().map(c -> c.value() + " " + c.name()).toList(),
            geometry.width(),
            geometry.height(),
            geometry.depth());
  }

  private static List<String> names(List<CaseFiles> cases) {
    return cases.stream().map(CaseFiles::name).toList();
  }
}
