package io.github.robustj.job;

import static io.github.robustj.option.OptionKey.choice;
import static io.github.robustj.option.OptionKey.decimal;
import static io.github.robustj.option.OptionKey.optionalFile;
import static io.github.robustj.option.OptionKey.whole;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.option.Allowed.Text;
import io.github.robustj.option.OptionKey;
import io.github.robustj.option.Range;
import java.util.List;
import java.util.stream.Stream;

/** The options of attacks: what {@link OptionTable} lists under ATTACK and TARGET. */
final class AttackTable {

  private AttackTable() {}

  static final List<OptionKey> ATTACK =
      List.of(
          choice(
              "attack", Attacks.STANDARD.name(), "how the perturbation is searched", Attacks.ALL),
          TrainingTable.NORM,
          whole(
                  "steps",
                  Range.of(1, 100_000),
                  "20",
                  "gradient steps, draws of noise or queries of square")
              .onlyWith("attack", Attacks.with(Trait.STEPS)),
          TrainingTable.STEP_SIZE.onlyWith("attack", Attacks.with(Trait.STEP_SIZE)),
          whole("restarts", Range.of(1, 1000), "1", "independent runs, of which the worst is kept")
              .onlyWith("attack", Attacks.with(Trait.RESTARTS)),
          choice(
              "objective",
              AttackSpec.TRAINING_LOSS,
              "what the attack maximises; location, classification, objectness and sum are of"
                  + " objects",
              Goals.objectives()),
          decimal(
                  "tolerance",
                  Range.of(0, 1e6).orAutomatic(AttackSpec.AUTOMATIC),
                  "-1",
                  "Dice or F1 below which a slice counts as broken, or error of landmarks above"
                      + " which; automatic is .5, and 4 mm or pixels")
              .onlyWith("attack", Attacks.with(Trait.TOLERANCE)),
          optionalFile("source_model", "folder of the second model, whose gradients are used")
              .onlyWith("attack", Attacks.with(Trait.SECOND_MODEL)),
          optionalFile(
                  "universal_perturbation",
                  "image of a universal perturbation, as an attack wrote it, to apply instead of"
                      + " searching one; cut to epsilon")
              .onlyWith("attack", Attacks.with(Trait.ONE_FOR_ALL)));

  static final List<OptionKey> TARGET =
      List.of(
          choice(
              "target",
              "none",
              "what the model shall see; none is anything but the truth; move is for landmarks, the"
                  + " last three are for objects",
              "none",
              "erase",
              "shrink",
              "swap",
              "mask",
              "move",
              "vanish",
              "fabricate",
              "mislabel"),
          new OptionKey(
                  "target_class",
                  new Text(),
                  "",
                  "structure by name or label value, landmark, or class of objects; empty for"
                      + " objects of all classes")
              .onlyWith(
                  "target", "erase", "shrink", "swap", "move", "vanish", "fabricate", "mislabel"),
          new OptionKey(
                  "target_other",
                  new Text(),
                  "",
                  "structure or landmark that it changes places with, or class that objects get,"
                      + " empty for the next one")
              .onlyWith("target", "swap", "mislabel"),
          whole("target_pixels", Range.of(1, 1000), "2", "by how many pixels it shrinks")
              .onlyWith("target", "shrink"),
          decimal(
                  "target_distance",
                  Range.of(0, 1e6),
                  "10",
                  "how far the landmark goes, in mm or, where no pixel size is known, pixels")
              .onlyWith("target", "move"),
          decimal(
                  "target_direction",
                  Range.of(0, 360),
                  "0",
                  "in which direction it goes, in degrees: 0 to the right, 90 up")
              .onlyWith("target", "move"));

  static final List<OptionKey> IMAGE =
      Stream.of(
              List.of(
                  decimal(
                      "epsilon",
                      Range.of(0, 1e6),
                      "3",
                      "radius of the ball around each slice, in normalised intensities")),
              TARGET,
              List.of(TrainingTable.SEED))
          .flatMap(List::stream)
          .toList();

  static final List<OptionKey> MASKS =
      List.of(
          optionalFile("region", "label image whose pixels above 0 may change; without it all"),
          optionalFile("target_mask", "label image that the model shall see")
              .onlyWith("target", "mask"));
}
