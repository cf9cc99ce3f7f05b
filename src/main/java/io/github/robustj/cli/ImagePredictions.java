package io.github.robustj.cli;

import io.github.robustj.data.Image;
import io.github.robustj.data.VolumeSize;
import io.github.robustj.display.LabelledImage;
import io.github.robustj.display.PredictionView;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.display.task.LargePrediction;
import io.github.robustj.file.OutputLock;
import io.github.robustj.job.FromFiles;
import io.github.robustj.job.ImageFilesTable;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.PredictFileJob;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.Share;
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
 * The predictions of images in a folder of results: as a whole, of parts that are finished, or a
 * share of the parts without results.
 *
 * @param inputs the images, and among them those beyond memory
 * @param out where results go
 */
record ImagePredictions(
    TaskDisplay display, LargeInputs inputs, ResultFolder out, DividedRun divided) {

  void run() {
    if (divided.isShare()) share();
    else results();
  }

  private void share() {
    inputs.require();
    requireRoom();
    divided.share(
        new PredictedParts(parts(), new LargeParts(inputs.images(), divided.session()), 1));
  }

  private void results() {
    try (OutputLock lock = out.lock("predictions")) {
      inputs.require();
      SharedTables shared = sharedTables();
      requireRoom();
      List<LargePrediction> joined =
          divided.isMerge() || endsShares() ? inputs.images() : List.of();
      LargeParts blocks = new LargeParts(joined, divided.session());
      ImageResults<Prediction> found = found(blocks);
      BatchRun images =
          new BatchRun("image", inputs.count(), true, found.told(), divided.session().listener());
      predict(found, images, shared);
      if (divided.isMerge())
        inputs.join(images, blocks, found.store().orElseThrow(), divided.session(), found::written);
      else {
        inputs.predict(resumesBlocks(), images, divided.session());
        found.written(images);
      }
      images.finish(shared.file(BatchRun.TABLE), out.outputs());
    }
  }

  /** Whether it goes on with blocks that shares have done. */
  private boolean endsShares() {
    return divided.isResumed()
        && PartStore.left(PartStore.place(divided.out()), line -> {})
            .filter(there -> !parts().parts().containsAll(there.command().parts()))
            .isPresent();
  }

  /** A cluster does nothing again that is finished, unless it is told to. */
  private boolean resumesBlocks() {
    return divided.options().get(ImageFilesTable.RESUME)
        || !divided.isWhole() && !divided.options().get(OptionTable.OVERWRITE);
  }

  private ImageResults<Prediction> found(LargeParts blocks) {
    ImageParts parts = parts();
    PredictedParts all =
        new PredictedParts(parts, blocks, (double) inputs.others().size() / inputs.count());
    return ImageResults.of(divided, all, parts, ImagePredictions::joined);
  }

  private ImageParts parts() {
    Map<String, PredictFileJob> jobs = new HashMap<>();
    for (InputImage input : inputs.others())
      jobs.put(
          input.name(), PredictFileJob.from(divided.model(), input.files(), divided.options()));
    return ImageParts.of(
        divided,
        inputs.others(),
        input -> jobs.get(input.name()),
        () -> Map.of("the model", ModelFolder.open(divided.model()).sha256()),
        input -> input.volume().ifPresent(size -> requireSizes(input, size, 1)));
  }

  private static Prediction joined(
      Job<Prediction> whole, List<FromFiles> found, JobListener listener) {
    return Prediction.of(
        found.stream().map(part -> ((PredictFileJob.Found) part).prediction()).toList());
  }

  private SharedTables sharedTables() {
    List<String> names = new ArrayList<>(display.tables());
    names.add(BatchRun.TABLE);
    return SharedTables.in(out, names.toArray(String[]::new));
  }

  private void requireRoom() {
    out.require(inputs.others(), this::written);
    for (InputImage input : inputs.others())
      for (String own : display.ownFiles(input.name()))
        out.outputs().require(out.folder().resolve(own));
  }

  private List<String> written(InputImage input) {
    List<String> names = new ArrayList<>(List.of("-rois.zip"));
    if (divided.overlay().hasTiff()) names.add(ResultFolder.OVERLAY);
    if (divided.overlay().hasPictures()) names.add(ResultFolder.PICTURE);
    if (divided.options().get(OptionTable.PROBABILITIES)) names.add(ResultFolder.PROBABILITY);
    if (display.hasLabels()) names.add(ResultFolder.ending(input));
    return names;
  }

  private void requireSizes(InputImage input, VolumeSize size, int channels) {
    out.requireSizes(
        input,
        size,
        written(input),
        name ->
            switch (name) {
              case ResultFolder.OVERLAY -> Float.BYTES * channels;
              case ResultFolder.PROBABILITY -> Float.BYTES * (classes() - 1);
              default -> 1;
            });
  }

  private int classes() {
    return ModelFolder.open(divided.model()).description().task().classes().size();
  }

  private void predict(ImageResults<Prediction> found, BatchRun images, SharedTables shared) {
    List<PredictionView.Named> views = new ArrayList<>();
    for (int i = 0; i < inputs.others().size(); i++) {
      divided.session().listener().check();
      InputImage input = inputs.others().get(i);
      JobListener part = Share.of(divided.session().listener(), "image", i, images.all());
      images
          .attempt(ImagePart.name(input), () -> seen(found, input, part))
          .ifPresent(view -> views.add(new PredictionView.Named(view, input.file(), input.name())));
    }
    if (!views.isEmpty()) divided.session().out().println(tables(shared, views));
  }

  /** What is seen in an image, once its own files are written. */
  private PredictionView seen(
      ImageResults<Prediction> found, InputImage input, JobListener listener) {
    Image image = input.read();
    requireSizes(input, VolumeSize.of(image), image.channels());
    PredictJob job = PredictJob.from(divided.model(), image, divided.options());
    Prediction prediction = found.of(input, job, listener);
    PredictionView view = display.prediction(prediction, job.image(), divided.options());
    new Seen(job.image(), display.labels(prediction, divided.options()), view)
        .write(out, input, divided.overlay());
    return view;
  }

  private record Seen(Image image, Optional<LabelledImage> labels, PredictionView view) {

    void write(ResultFolder out, InputImage input, ImageFilesTable.Overlay overlay) {
      labels.ifPresent(labelled -> out.labels(input, "", labelled));
      view.probabilities()
          .ifPresentOrElse(
              shown -> out.tiff(input, ResultFolder.PROBABILITY, shown),
              () -> out.remove(input, ResultFolder.PROBABILITY));
      if (overlay.hasTiff()) out.overlay(input, image, view::put);
      else out.remove(input, ResultFolder.OVERLAY);
      if (overlay.hasPictures()) out.png(view.picture(), input, ResultFolder.PICTURE);
      else out.remove(input, ResultFolder.PICTURE);
      out.rois(input, view.rois());
    }
  }

  /** The first of the tables. */
  private Path tables(SharedTables shared, List<PredictionView.Named> views) {
    List<String> names = display.tables();
    Map<String, Consumer<Path>> files = views.get(0).view().files(views);
    for (String name : names) if (!files.containsKey(name)) shared.remove(name);
    files.forEach(
        (name, writer) -> {
          if (names.contains(name)) shared.write(name, writer);
          else out.outputs().write(out.folder().resolve(name), writer);
        });
    return shared.file(names.get(0));
  }
}
