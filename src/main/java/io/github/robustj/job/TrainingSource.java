package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.LabelClasses;
import io.github.robustj.data.Split;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.image.Colours;
import io.github.robustj.data.reader.landmark.LandmarkReader;
import io.github.robustj.data.reader.mask.DatasetReader;
import io.github.robustj.data.reader.mask.MaskReader;
import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Task;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.segmentation.SegmentationTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a training is about, and how its cases are read.
 *
 * @param channels of every image
 * @param scale pixels of the network's input per pixel of an image, where objects are learned; else
 *     1
 * @param answers what there is to learn, in words
 */
record TrainingSource(
    Task<?> task, int channels, double scale, CaseEncoder encoder, Sides sides, String answers) {

  /**
   * @param patients how patients were found, who are on one side only; empty if the user said so
   */
  record Sides(Split split, String patients) {}

  Split split() {
    return sides.split;
  }

  /** Part of the longest side, as the multi-task U-Net has it. */
  private static final int RADIUS_SHARE = 20;

  static TrainingSource of(TrainJob job, JobListener listener) {
    return switch (job.options().network().task()) {
      case LandmarkTask.NAME -> landmarks(job, listener);
      case DetectionTask.NAME -> boxes(job, listener);
      default -> masks(job, listener);
    };
  }

  private static TrainingSource boxes(TrainJob job, JobListener listener) {
    ImageOptions images = job.options().images();
    BoxCases cases = BoxCases.read(job.data(), images.group(), images.unannotated());
    Selection selection = Selection.of(cases.dataset().dataset(), job.split());
    Split split = split(selection, job, listener);
    cases.tell(used(split), listener);
    return reading(
        split,
        c -> BoxReader.open(cases.dataset(), c),
        listener,
        () ->
            boxes(cases, job, new Sides(split, selection.patients(images.validation())), listener));
  }

  private static TrainingSource boxes(
      BoxCases cases, TrainJob job, Sides sides, JobListener listener) {
    ImageOptions images = job.options().images();
    Split split = sides.split;
    DetectionTask task = new DetectionTask(cases.dataset().classes(), correctness(job));
    int channels = channels(split, c -> BoxReader.open(cases.dataset(), c).image(), listener);
    int[] lengths = split.training().stream().mapToInt(cases::longestSide).sorted().toArray();
    double scale = (double) images.resolution() / lengths[lengths.length / 2];
    Sight sight = Sight.scaled(images.normalization(), scale, listener::log);
    CaseEncoder encoder = new BoxEncoder(task, new BoxEncoder.Format(sight, channels), cases);
    return new TrainingSource(task, channels, scale, encoder, sides, "objects " + task.classes());
  }

  private static Correctness correctness(TrainJob job) {
    String correct = job.options().method().margin().correct().toUpperCase(Locale.ROOT);
    return Correctness.valueOf(correct);
  }

  private static TrainingSource masks(TrainJob job, JobListener listener) {
    ImageOptions images = job.options().images();
    Selection selection = Selection.read(job.data(), images.group(), job.split());
    Split split = split(selection, job, listener);
    return reading(
        split, DatasetReader::load, listener, () -> masks(selection, job, split, listener));
  }

  private static TrainingSource masks(
      Selection selection, TrainJob job, Split split, JobListener listener) {
    ImageOptions images = job.options().images();
    SegmentationTask task = new SegmentationTask(classes(selection, split, listener));
    int channels = channels(split, c -> DatasetReader.load(c).image(), listener);
    List<String> classes = task.classes().stream().map(c -> c.value() + " " + c.name()).toList();
    Sight sight = Sight.own(images.normalization(), listener::log);
    CaseEncoder encoder = new MaskEncoder(task, sight, channels);
    Sides sides = new Sides(split, selection.patients(images.validation()));
    return new TrainingSource(task, channels, 1, encoder, sides, "classes " + classes);
  }

  private static TrainingSource landmarks(TrainJob job, JobListener listener) {
    ImageOptions images = job.options().images();
    LandmarkCases cases =
        new LandmarkCases(
            LandmarkReader.read(job.data(), images.group(), images.yOrigin()), images.pixelSize());
    Selection selection = Selection.of(cases.dataset().dataset(), job.split());
    Split split = split(selection, job, listener);
    return reading(
        split,
        cases::load,
        listener,
        () ->
            landmarks(
                cases, job, new Sides(split, selection.patients(images.validation())), listener));
  }

  private static TrainingSource landmarks(
      LandmarkCases cases, TrainJob job, Sides sides, JobListener listener) {
    ImageOptions images = job.options().images();
    Split split = sides.split;
    CaseFiles first = split.training().get(0);
    String unit = cases.unit(first);
    if (unit.equals("pixel"))
      listener.log(
          "No pixel size is known, so that distances are in pixels; the option pixel_size gives one"
              + " in mm.");
    LandmarkTask task =
        new LandmarkTask(
            cases.dataset().names(),
            Math.max(1, images.resolution() / RADIUS_SHARE),
            unit,
            correctness(job));
    int channels = channels(split, c -> cases.load(c).image(), listener);
    Sight sight = Sight.longest(images.normalization(), images.resolution(), listener::log);
    CaseEncoder encoder = new PointEncoder(task, sight, channels, cases);
    return new TrainingSource(task, channels, 1, encoder, sides, "landmarks " + task.names());
  }

  /**
   * What looks into some of the cases; if that fails, all are looked at, so that the user hears of
   * everything that is wrong with them.
   */
  private static TrainingSource reading(
      Split split,
      Function<CaseFiles, ?> load,
      JobListener listener,
      Supplier<TrainingSource> work) {
    try {
      return work.get();
    } catch (RobustJException e) {
      List<CaseFiles> all = used(split);
      Failures failures = new Failures();
      for (CaseFiles files : all) {
        listener.check();
        failures.attempt(files.name(), () -> load.apply(files));
      }
      failures.requireNone(all.size(), "cases");
      throw e;
    }
  }

  private static List<CaseFiles> used(Split split) {
    List<CaseFiles> used = new ArrayList<>(split.training());
    used.addAll(split.validation());
    return used;
  }

  /** Most channels of a training image: a data set of colours may hold grey images, too. */
  private static int channels(Split split, Function<CaseFiles, Image> open, JobListener listener) {
    int channels = open.apply(split.training().get(0)).channels();
    for (CaseFiles files : split.training()) {
      if (channels > 1) return channels;
      listener.check();
      if (Colours.arePossible(files.images().get(0))) channels = open.apply(files).channels();
    }
    return channels;
  }

  private static Split split(Selection selection, TrainJob job, JobListener listener) {
    TrainOptions options = job.options();
    selection.notes().forEach(listener::log);
    Split split = selection.split(options.images().validation(), options.schedule().seed());
    if (!split.training().isEmpty()) return split;
    throw new RobustJException(
        "No case is left for training in %s; name some below [train] in the split file."
            .formatted(job.data()));
  }

  /** Those of the training cases: what is only in the others cannot be learned. */
  private static List<LabelClass> classes(Selection selection, Split split, JobListener listener) {
    LabelSurvey survey = new LabelSurvey();
    for (CaseFiles files : split.training()) {
      listener.check();
      survey.add(files, MaskReader.read(files.label()));
    }
    Dataset dataset = selection.dataset();
    survey.requirePlausible(dataset.root());
    survey.notes(dataset.labelNames()).forEach(listener::log);
    return LabelClasses.of(survey.values(), dataset.labelNames(), dataset.root());
  }
}
