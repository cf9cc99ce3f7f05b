package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.box.CocoText;
import io.github.robustj.file.Table;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction.Objects;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Objects: boxes whose threshold can be moved in ImageJ, and their numbers.
 *
 * @param found all objects, kept with the image
 * @param shown those that count
 */
record ObjectView(StoredDetection found, Objects shown, Image image) implements PredictionView {

  static final List<String> FILES =
      List.of("counts.csv", "boxes.csv", "coco.json", "coco-results.json");

  static ObjectView of(Objects found, Image image, Options options) {
    StoredDetection usual = new StoredDetection(found, Thresholds.of(found.threshold()));
    StoredDetection all = usual.at(Thresholds.from(options, usual));
    return new ObjectView(all, all.thresholds().of(found), image);
  }

  @Override
  public void put(ImagePlus on) {
    ShownDetection.put(on, found);
  }

  @Override
  public Overlay rois() {
    return overlay().rectangles(shown.found());
  }

  private DetectionOverlay overlay() {
    return new DetectionOverlay(
        shown.classes(), shown.width(), shown.height(), ContourStyle.PREDICTION);
  }

  @Override
  public ImagePlus picture() {
    return FoundPicture.of(image, shown, overlay().of(shown.found()));
  }

  @Override
  public Map.Entry<String, Table> table() {
    return Map.entry("Counts", DetectionTables.counts(shown));
  }

  @Override
  public Map<String, Table> further() {
    return Map.of("Boxes", DetectionTables.boxes(shown));
  }

  @Override
  public Map<String, Consumer<Path>> files(List<Named> all) {
    List<BoxedImage> boxes = all.stream().flatMap(named -> boxed(named).stream()).toList();
    List<Table> counts = all.stream().map(named -> named.view().table().getValue()).toList();
    Map<String, Consumer<Path>> files = new LinkedHashMap<>();
    files.put(FILES.get(1), file -> BoxReader.write(file, shown.classes(), boxes));
    files.put(FILES.get(2), file -> BoxReader.write(file, shown.classes(), boxes));
    files.put(FILES.get(3), file -> new CocoText(shown.classes(), boxes).writeResults(file));
    for (BoxedImage one : boxes)
      files.put(
          "voc/" + Names.stem(Path.of(one.name())) + ".xml",
          file -> BoxReader.write(file, shown.classes(), List.of(one)));
    files.put(FILES.get(0), Table.of(counts)::write);
    return files;
  }

  /** Under the name of the file, or of a slice where that is a stack. */
  private static List<BoxedImage> boxed(Named named) {
    Objects shown = ((ObjectView) named.view()).shown;
    boolean single = shown.found().slices().size() == 1;
    String name = single ? named.file().getFileName().toString() : named.name();
    return BoxedImage.slices(name, shown.width(), shown.height(), shown.found());
  }

  @Override
  public Map<String, Consumer<Path>> byOption() {
    Map<String, Consumer<Path>> files = new LinkedHashMap<>(PredictionView.super.byOption());
    files.put("boxes_file", this::write);
    return files;
  }

  private void write(Path file) {
    BoxReader.write(
        file,
        shown.classes(),
        BoxedImage.slices(shown.image(), shown.width(), shown.height(), shown.objects()));
  }
}
