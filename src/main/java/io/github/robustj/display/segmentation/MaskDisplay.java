package io.github.robustj.display.segmentation;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.display.AttackView;
import io.github.robustj.display.ClassColors;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.Contours;
import io.github.robustj.display.EvaluationView;
import io.github.robustj.display.FoundPicture;
import io.github.robustj.display.LabelledImage;
import io.github.robustj.display.Labels;
import io.github.robustj.display.Legend;
import io.github.robustj.display.MaskTable;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.PredictionView;
import io.github.robustj.display.ProbabilityImage;
import io.github.robustj.display.RoiMasks;
import io.github.robustj.display.Slices;
import io.github.robustj.display.SlideOverview;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.BlockPrediction;
import io.github.robustj.job.ModelTask;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.MaskSums;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.segmentation.SegmentationTask;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Segmentations: contours, a label image, and areas and scores of the classes. */
public final class MaskDisplay implements TaskDisplay {

  private static final String TABLE = "predictions.csv";

  @Override
  public ModelTask task() {
    return ModelTask.named(SegmentationTask.NAME);
  }

  @Override
  public PredictionView prediction(Prediction seen, Image image, Options options) {
    return new View((Prediction.Masks) seen, image);
  }

  @Override
  public List<String> tables() {
    return List.of(TABLE);
  }

  @Override
  public List<String> largeTables() {
    return List.of(TABLE);
  }

  @Override
  public SlideOverview.Drawing large(
      BlockPrediction prediction, Options options, BiConsumer<String, Consumer<Path>> tables) {
    List<MaskSums> sums = prediction.mask();
    Image image = prediction.image();
    List<LabelClass> classes = prediction.labelClasses();
    MaskTable table = new MaskTable(image.name(), image.calibration(), classes);
    tables.accept(TABLE, table.of(sums)::write);
    Map<Integer, Color> colors = ClassColors.of(classes);
    return new SlideOverview.Drawing(
        Slices.fullest(sums.size(), z -> foreground(sums.get(z), classes)),
        overview -> overview.labels(prediction.labels(), colors::get));
  }

  private static long foreground(MaskSums sums, List<LabelClass> classes) {
    return IntStream.range(0, classes.size())
        .filter(c -> classes.get(c).value() != 0)
        .mapToLong(sums::pixels)
        .sum();
  }

  @Override
  public boolean hasLabels() {
    return true;
  }

  @Override
  public Optional<LabelledImage> labels(Prediction seen) {
    return Optional.of(LabelledImage.of((Prediction.Masks) seen));
  }

  @Override
  public AttackView attack(AttackResult result, Image image) {
    return new MaskAttack(result);
  }

  @Override
  public EvaluationView evaluation(String model, RobustnessCurve curve, Options options) {
    return new MaskEvaluation(model, curve);
  }

  @Override
  public Annotation drawn(String option, ImagePlus shown, Image image, Path model) {
    Overlay outlines = Overlays.drawn(shown);
    if (outlines.size() == 0)
      throw new RobustJException(
          "The option %s is set, but nothing is drawn in the overlay of %s; outline the structures and press B, or leave it out."
              .formatted(option, shown.getTitle()));
    return RoiMasks.fromOverlay(
        outlines,
        image.width(),
        image.height(),
        image.slices(),
        ModelFolder.open(model).description().task().classes());
  }

  @Override
  public String truthOnce() {
    return "The truth is given more than once; give only one of truth, label and"
        + " truth_from_overlay.";
  }

  private record View(Prediction.Masks seen, Image image) implements PredictionView {

    @Override
    public void put(ImagePlus shown) {
      Overlays.put(shown, ContourStyle.PREDICTION.prefix(), rois());
    }

    @Override
    public Overlay rois() {
      return Contours.of(seen.mask(), seen.classes(), ContourStyle.PREDICTION);
    }

    @Override
    public int fullest() {
      return Slices.fullest(seen.mask());
    }

    @Override
    public ImagePlus picture() {
      List<Legend.Key> keys = Legend.keys(Labels.names(seen.classes()));
      return FoundPicture.of(image, fullest(), "", rois(), keys);
    }

    @Override
    public Optional<ImagePlus> probabilities() {
      return seen.probabilities().map(image -> ProbabilityImage.of(seen, image));
    }

    @Override
    public Map.Entry<String, Table> table() {
      return Map.entry("Prediction", MaskTable.of(seen));
    }

    @Override
    public Map<String, Consumer<Path>> files(List<Named> all) {
      List<Table> tables = all.stream().map(named -> named.view().table().getValue()).toList();
      return Map.of(TABLE, Table.of(tables)::write);
    }
  }
}
