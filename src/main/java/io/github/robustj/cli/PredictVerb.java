package io.github.robustj.cli;

import io.github.robustj.data.Image;
import io.github.robustj.display.PredictionView;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.file.OutputLock;
import io.github.robustj.job.BlockTable;
import io.github.robustj.job.EvaluationTable;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.PredictFileJob;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.Share;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.parts.PartStore;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code robustj predict}: for every image its label image under the image's name, the image with
 * contours, points or boxes, as TIFF and as picture, and these as ROIs; for all together tables,
 * see {@link TaskDisplay#tables}, and of objects a file of Pascal VOC each.
 */
final class PredictVerb {

  static final Verb VERB =
      new Verb(
          "predict",
          "Segment an image, find its landmarks or its objects, or those of all images of a folder.",
          Keys.join(
              OptionTable.PREDICT_FILES,
              OptionTable.PREDICT,
              BlockTable.ALL,
              OptionTable.PREDICT_LANDMARKS,
              OptionTable.OBJECT_THRESHOLDS,
              OptionTable.WRITE,
              OptionTable.COMPUTE,
              OptionTable.DIVISION),
          PredictVerb::run);

  private PredictVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    ResultFolder out =
        ResultFolder.in(
            options.get(OptionTable.OUT),
            OutputRules.of(options, "predict", OptionTable.MODEL, OptionTable.INPUT));
    List<InputImage> all =
        InputImage.in(
            options.get(OptionTable.INPUT), ModelFolder.channels(options.get(OptionTable.MODEL)));
    out.requireApartFrom(all);
    ModelTask task = ModelTask.of(options.get(OptionTable.MODEL));
    TaskDisplay display = TaskDisplays.of(task);
    task.refuse(
        options,
        OptionTable.THRESHOLD,
        OptionTable.CLASS_THRESHOLDS,
        OptionTable.PIXEL_SIZE,
        OptionTable.TILE,
        EvaluationTable.MEASUREMENTS);
    // A wrong one is no failure of each image.
    options.get(EvaluationTable.MEASUREMENTS);
    LargeInputs large = LargeInputs.among(all, out, options);
    List<InputImage> inputs = large.others();
    DividedRun divided = new DividedRun(VERB.name(), VERB.keys(), call, session);
    SourcedParts<PredictFileJob.Found> parts = parts(options, inputs);
    if (divided.isShare()) {
      large.require();
      requireRoom(out, display, inputs);
      divided.share(new PredictedParts(parts, new LargeParts(large.images(), session)));
      return;
    }
    try (OutputLock lock = out.lock("predictions")) {
      large.require();
      List<String> names = new ArrayList<>(display.tables());
      names.add(BatchRun.TABLE);
      SharedTables shared = SharedTables.in(out, names.toArray(String[]::new));
      requireRoom(out, display, inputs);
      LargeParts blocks = new LargeParts(divided.isMerge() ? large.images() : List.of(), session);
      PredictedParts divisible = new PredictedParts(parts, blocks);
      Optional<PartStore> finished =
          divisible.parts().isEmpty() ? Optional.empty() : divided.finished(divisible);
      Seeing seeing =
          finished
              .<Seeing>map(store -> (input, job, part) -> parts.of(store, input).prediction())
              .orElse((input, job, part) -> session.engine().run(job, part));
      BatchRun images =
          new BatchRun("image", inputs.size() + large.images().size(), true, session.listener());
      predict(display, new Work(options, seeing, images), shared, inputs, session);
      Runnable written = () -> finished.ifPresent(divided::end);
      if (divided.isMerge()) large.join(images, blocks, finished.orElseThrow(), session, written);
      else {
        large.predict(images, session);
        written.run();
      }
      images.finish(shared.file(BatchRun.TABLE), out.outputs());
    }
  }

  private static SourcedParts<PredictFileJob.Found> parts(
      Options options, List<InputImage> inputs) {
    Path model = options.get(OptionTable.MODEL);
    Map<String, PredictFileJob> jobs = new HashMap<>();
    for (InputImage input : inputs)
      jobs.put(input.name(), PredictFileJob.from(model, input.files(), options));
    return new SourcedParts<>(
        () -> Map.of("the model", ModelFolder.open(model).sha256()),
        SourcedParts.named(inputs),
        input -> jobs.get(input.name()),
        input -> jobs.get(input.name()).sum(),
        PredictFileJob.Found::sha256);
  }

  /** What the model sees in an image that was read. */
  @FunctionalInterface
  private interface Seeing {

    Prediction of(InputImage input, PredictJob job, JobListener part);
  }

  /**
   * @param images the run of all images
   */
  private record Work(Options options, Seeing seeing, BatchRun images) {}

  private static void requireRoom(ResultFolder out, TaskDisplay display, List<InputImage> inputs) {
    out.require(inputs, input -> written(input, display));
    for (InputImage input : inputs)
      for (String own : display.ownFiles(input.name()))
        out.outputs().require(out.folder().resolve(own));
  }

  private static List<String> written(InputImage input, TaskDisplay display) {
    List<String> names =
        new ArrayList<>(List.of("-overlay.tif", ResultFolder.PICTURE, "-rois.zip"));
    if (display.hasLabels()) names.add(ResultFolder.ending(input));
    return names;
  }

  private static void predict(
      TaskDisplay display,
      Work work,
      SharedTables shared,
      List<InputImage> inputs,
      Verb.Session session) {
    Options options = work.options;
    List<PredictionView.Named> views = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      session.listener().check();
      InputImage input = inputs.get(i);
      JobListener part = Share.of(session.listener(), "image", i, work.images.all());
      work.images
          .attempt(
              input.file().getFileName().toString(),
              () -> {
                PredictJob job =
                    PredictJob.from(options.get(OptionTable.MODEL), input.read(), options);
                Prediction found = work.seeing.of(input, job, part);
                PredictionView view = display.prediction(found, job.image(), options);
                return new Seen(job.image(), display.labels(found, options), view);
              })
          .ifPresent(
              seen -> {
                seen.write(shared.out(), input);
                views.add(new PredictionView.Named(seen.view, input.file(), input.name()));
              });
    }
    if (!views.isEmpty()) session.out().println(tables(display.tables(), shared, views));
  }

  private record Seen(Image image, Optional<Prediction.Masks> labels, PredictionView view) {

    void write(ResultFolder out, InputImage input) {
      labels.ifPresent(masks -> out.labels(input, "", masks));
      out.overlay(input, image, view::put);
      out.png(view.picture(), input, ResultFolder.PICTURE);
      out.rois(input, view.rois());
    }
  }

  /** The first of the tables. */
  private static Path tables(
      List<String> names, SharedTables shared, List<PredictionView.Named> views) {
    Map<String, Consumer<Path>> files = views.get(0).view().files(views);
    for (String name : names) if (!files.containsKey(name)) shared.remove(name);
    files.forEach(
        (name, writer) -> {
          if (names.contains(name)) shared.write(name, writer);
          else shared.out().outputs().write(shared.out().folder().resolve(name), writer);
        });
    return shared.file(names.get(0));
  }
}
