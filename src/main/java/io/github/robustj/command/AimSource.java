package io.github.robustj.command;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.display.RoiMasks;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an attack aims at: a target, a region and a second model, from files or from drawings. */
final class AimSource {

  static final Field SECOND_MODEL = Field.value(AttackTable.SOURCE_MODEL);

  static final Field PERTURBATION = Field.value(AttackTable.UNIVERSAL_PERTURBATION);

  static final Key<Boolean> FROM_SELECTION =
      Keys.flag(Section.DIALOG, "region_from_selection", "false")
          .label("Change pixels inside the selection only")
          .help("change only pixels inside the image's current selection, in every slice");
  static final Key<Boolean> FROM_OVERLAY =
      Keys.flag(Section.DIALOG, "target_from_overlay", "false")
          .label("or outlines to reach in the image's overlay")
          .help(
              "take the mask to reach from area ROIs in the image's overlay, named like the classes")
          .onlyWith(AttackTable.TARGET, "mask");

  private AimSource() {}

  static List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    fields.addAll(Field.options(AttackTable.OBJECTIVE));
    fields.addAll(List.of(SECOND_MODEL, PERTURBATION));
    fields.add(Field.value(FROM_SELECTION));
    fields.add(Field.value(AttackTable.REGION));
    fields.addAll(target());
    fields.add(Field.value(AttackTable.TARGET_MASK).only());
    fields.add(Field.value(FROM_OVERLAY).only());
    return fields;
  }

  /** What the model shall see, but for a mask. */
  static List<Field> target() {
    return OptionTable.TARGET.stream()
        .map(Field::value)
        .map(field -> ModelTask.taking(field.key()).isEmpty() ? field : field.only())
        .toList();
  }

  /**
   * @throws RobustJException if something is given twice, or nothing is selected or drawn
   */
  static AttackAim find(TaskDisplay display, Options options, ImageSource source) {
    return AttackAim.from(options, region(options, source), target(display, options, source));
  }

  private static Optional<Mask> region(Options options, ImageSource source) {
    Optional<Path> file = options.get(AttackTable.REGION);
    if (!options.get(FROM_SELECTION)) return file.map(MaskImages::read);
    if (file.isPresent()) throw twice("region", AttackTable.REGION, FROM_SELECTION);
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

  private static Optional<Mask> target(TaskDisplay display, Options options, ImageSource source) {
    Optional<Path> file = options.get(AttackTable.TARGET_MASK);
    if (!options.get(FROM_OVERLAY)) return file.map(MaskImages::read);
    if (file.isPresent()) throw twice("mask to reach", AttackTable.TARGET_MASK, FROM_OVERLAY);
    return Optional.of((Mask) TruthSource.drawn(FROM_OVERLAY, display, options, source));
  }

  private static RobustJException twice(String what, Key<?> one, Key<?> other) {
    return new RobustJException(
        "The %s is given twice; give only one of %s and %s."
            .formatted(what, one.name(), other.name()));
  }
}
