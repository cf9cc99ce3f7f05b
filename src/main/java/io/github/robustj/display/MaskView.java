package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Image;
import io.github.robustj.file.Table;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A segmentation: contours, a label image, and areas and scores of the classes. */
record MaskView(Prediction.Masks seen, Image image) implements PredictionView {

  static final List<String> FILES = List.of("predictions.csv");

  @Override
  public void put(ImagePlus shown) {
    Overlays.put(shown, ContourStyle.PREDICTION.prefix(), rois());
  }

  @Override
  public Overlay rois() {
    return Contours.of(seen.mask(), seen.classes(), ContourStyle.PREDICTION);
  }

  @Override
  public ImagePlus picture() {
    return FoundPicture.of(image, seen);
  }

  @Override
  public Optional<Prediction.Masks> labels() {
    return Optional.of(seen);
  }

  @Override
  public Map.Entry<String, Table> table() {
    return Map.entry("Prediction", Tables.prediction(seen));
  }

  @Override
  public Map<String, Consumer<Path>> files(List<Named> all) {
    List<Table> tables = all.stream().map(named -> named.view().table().getValue()).toList();
    return Map.of(FILES.get(0), Table.of(tables)::write);
  }
}
