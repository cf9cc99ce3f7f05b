package io.github.robustj.command;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.mask.MaskReader;
import io.github.robustj.display.RoiMasks;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.DetectionAim;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.OptionKey;
import io.github.robustj.option.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an attack aims at: a target, a region and a second model, from files or from drawings. */
final class AimSource {

  static final Field SECOND_MODEL =
      Field.of(Field.Widget.FOLDER, OptionTable.find(OptionTable.ATTACK, "source_model"));

  static final Field PERTURBATION =
      Field.of(
          Field.Widget.OPEN_FILE, OptionTable.find(OptionTable.ATTACK, "universal_perturbation"));

  static final Field SELECTION =
      new Field(
          new OptionKey(
              "region_from_selection",
              new Allowed.Flag(),
              "false",
              "change only pixels inside the image's current selection, in every slice"),
          "Change pixels inside the selection only",
          Field.Widget.VALUE);
  private static final Field REGION = file("region");
  private static final Field TARGET_MASK = file("target_mask");
  private static final Field OUTLINES =
      new Field(
          new OptionKey(
                  "target_from_overlay",
                  new Allowed.Flag(),
                  "false",
                  "take the mask to reach from area ROIs in the image's overlay, named like the"
                      + " classes")
              .onlyWith("target", "mask"),
          "or outlines to reach in the image's overlay",
          Field.Widget.VALUE);

  private AimSource() {}

  static List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    fields.addAll(Field.options(OptionTable.ATTACK, "objective"));
    fields.addAll(List.of(SECOND_MODEL, PERTURBATION));
    fields.addAll(List.of(SELECTION, REGION));
    fields.addAll(target());
    fields.add(TARGET_MASK.only(ModelTask.SEGMENTATION));
    fields.add(OUTLINES.only(ModelTask.SEGMENTATION));
    return fields;
  }

  /** What the model shall see, but for a mask. */
  static List<Field> target() {
    return OptionTable.TARGET.stream().map(AimSource::target).toList();
  }

  private static Field target(OptionKey key) {
    Field field = Field.value(key);
    return switch (key.name()) {
      case "target_pixels" -> field.only(ModelTask.SEGMENTATION);
      case "target_distance", "target_direction" -> field.only(ModelTask.LANDMARK);
      default -> field;
    };
  }

  /**
   * @throws RobustJException if something is given twice, or nothing is selected or drawn
   */
  static AttackAim find(Options options, ImageSource source) {
    return AttackAim.from(options, region(options, source), target(options, source));
  }

  /**
   * The same of a model that finds objects.
   *
   * @throws RobustJException if a region is given twice, or nothing is selected
   */
  static DetectionAim findForObjects(Options options, ImageSource source) {
    return DetectionAim.from(options, region(options, source));
  }

  private static Optional<Mask> region(Options options, ImageSource source) {
    Optional<Path> file = options.optionalPath(REGION.name());
    if (!options.flag(SELECTION.name())) return file.map(MaskReader::read);
    if (file.isPresent()) throw twice("region", REGION, SELECTION);
    ImagePlus shown = source.shown();
    Roi selection = shown.getRoi();
    if (selection == null || !selection.isArea())
      throw new RobustJException(
          "The option region_from_selection is set, but %s has no area selection; select the region, or leave it out."
              .formatted(shown.getTitle()));
    Image image = source.image();
    return Optional.of(
        RoiMasks.ofSelection(selection, image.width(), image.height(), image.slices()));
  }

  private static Optional<Mask> target(Options options, ImageSource source) {
    Optional<Path> file = options.optionalPath(TARGET_MASK.name());
    if (!options.flag(OUTLINES.name())) return file.map(MaskReader::read);
    if (file.isPresent()) throw twice("mask to reach", TARGET_MASK, OUTLINES);
    return Optional.of(TruthSource.drawn(OUTLINES.name(), source, options.path("model")));
  }

  private static RobustJException twice(String what, Field one, Field other) {
    return new RobustJException(
        "The %s is given twice; give only one of %s and %s."
            .formatted(what, one.name(), other.name()));
  }

  private static Field file(String name) {
    return Field.of(Field.Widget.OPEN_FILE, OptionTable.find(OptionTable.ATTACK_MASKS, name));
  }
}
