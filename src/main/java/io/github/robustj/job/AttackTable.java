package io.github.robustj.job;

import static io.github.robustj.option.Keys.choice;
import static io.github.robustj.option.Keys.decimal;
import static io.github.robustj.option.Keys.optionalFile;
import static io.github.robustj.option.Keys.optionalModel;
import static io.github.robustj.option.Keys.text;
import static io.github.robustj.option.Keys.whole;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.EpsilonUnit;
import io.github.robustj.option.Key;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.task.TaskType;
import io.github.robustj.training.MethodTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of attacks: what {@link OptionTable} lists under ATTACK and TARGET. */
public final class AttackTable {

  private AttackTable() {}

  public static final Key<String> ATTACK =
      choice(Section.ATTACK, "attack", Attacks.STANDARD.name(), Attacks.ALL)
          .help("how the perturbation is searched")
          .common();
  public static final Key<Integer> STEPS =
      whole(Section.ATTACK, "steps", Range.of(1, 100_000), "20")
          .label("Steps of the attack")
          .help("gradient steps, draws of noise or queries of square")
          .common()
          .onlyWith(ATTACK, Attacks.with(Trait.STEPS));
  public static final Key<Double> STEP_SIZE =
      MethodTable.STEP_SIZE.onlyWith(ATTACK, Attacks.with(Trait.STEP_SIZE));
  public static final Key<Integer> RESTARTS =
      whole(Section.ATTACK, "restarts", Range.of(1, 1000), "1")
          .label("Restarts, of which the worst counts")
          .help("independent runs, of which the worst is kept")
          .onlyWith(ATTACK, Attacks.with(Trait.RESTARTS));
  public static final Key<String> OBJECTIVE =
      choice(
              Section.ATTACK,
              "objective",
              AttackSpec.TRAINING_LOSS,
              Goals.objectives(),
              ObjectiveType.ALL.labels())
          .label("Objective to maximise")
          .help(
              "what the attack maximises; location, classification, objectness and sum are of objects");
  public static final Key<Double> TOLERANCE =
      decimal(Section.ATTACK, "tolerance", Range.of(0, 1e6).orAutomatic(AttackSpec.AUTOMATIC), "-1")
          .label("Score or error that breaks a slice")
          .help(
              "Dice or F1 below which a slice counts as broken, or error of landmarks above which; automatic is .5, and 4 mm or pixels")
          .onlyWith(ATTACK, Attacks.with(Trait.TOLERANCE));
  public static final Key<Optional<Path>> SOURCE_MODEL =
      optionalModel(Section.ATTACK, "source_model")
          .label("Second model (transfer, ensemble)")
          .help("name or folder of the second model, whose gradients are used")
          .onlyWith(ATTACK, Attacks.with(Trait.SECOND_MODEL));
  public static final Key<Optional<Path>> UNIVERSAL_PERTURBATION =
      optionalFile(Section.ATTACK, "universal_perturbation")
          .label("Universal perturbation to apply (optional)")
          .help(
              "image of a universal perturbation, as an attack wrote it, to apply instead of searching one; cut to epsilon")
          .onlyWith(ATTACK, Attacks.with(Trait.ONE_FOR_ALL));
  public static final Key<String> TARGET =
      choice(Section.TARGET, "target", "none", TaskType.all(TaskType::targets), Map.of())
          .label("Target, what the model shall see")
          .help(
              "what the model shall see; none is anything but the truth; move is for landmarks, the last three are for objects")
          .common();
  public static final Key<String> TARGET_CLASS =
      text(Section.TARGET, "target_class")
          .label("What is to change (name or label value)")
          .help(
              "structure by name or label value, landmark, or class of objects; empty for objects of all classes")
          .common()
          .onlyWith(TARGET, "erase", "shrink", "swap", "move", "vanish", "fabricate", "mislabel");
  public static final Key<String> TARGET_OTHER =
      text(Section.TARGET, "target_other")
          .label("To swap with, or to become (name or label value)")
          .help(
              "structure or landmark that it changes places with, or class that objects get, empty for the next one")
          .onlyWith(TARGET, "swap", "mislabel");
  public static final Key<Integer> TARGET_PIXELS =
      whole(Section.TARGET, "target_pixels", Range.of(1, 1000), "2")
          .label("Shrink it by, pixels")
          .help("by how many pixels it shrinks")
          .onlyWith(TARGET, "shrink");
  public static final Key<Double> TARGET_DISTANCE =
      decimal(Section.TARGET, "target_distance", Range.of(0, 1e6), "10")
          .label("Move it by, mm or pixels")
          .help("how far the landmark goes, in mm or, where no pixel size is known, pixels")
          .onlyWith(TARGET, "move");
  public static final Key<Double> TARGET_DIRECTION =
      decimal(Section.TARGET, "target_direction", Range.of(0, 360), "0")
          .label("Move it towards, degrees (90: up)")
          .help("in which direction it goes, in degrees: 0 to the right, 90 up")
          .onlyWith(TARGET, "move");
  public static final Key<Double> EPSILON =
      decimal(Section.ATTACK, "epsilon", Range.of(0, 1e6), "3")
          .label("Epsilon, size of the perturbation")
          .help("radius of the ball around each slice, in epsilon_unit")
          .common();
  public static final Key<EpsilonUnit> EPSILON_UNIT =
      choice(
              Section.ATTACK,
              "epsilon_unit",
              EpsilonUnit.NORMALISED.toString(),
              EpsilonUnit.names(),
              EpsilonUnit.labels())
          .as(EpsilonUnit::named)
          .label("Unit of epsilon")
          .help(
              "what epsilon counts; range and x/255 are of each image's own range, rms is per value (l2)")
          .common();
  public static final Key<Optional<Path>> REGION =
      optionalFile(Section.ATTACK, "region")
          .label("or inside a region (label image file)")
          .help("label image whose pixels above 0 may change; without it all");
  public static final Key<Optional<Path>> TARGET_MASK =
      optionalFile(Section.TARGET, "target_mask")
          .label("Mask to reach (label image file)")
          .help("label image that the model shall see")
          .onlyWith(TARGET, "mask");
  static final List<Key<?>> SEARCH =
      List.of(
          ATTACK,
          MethodTable.NORM,
          EPSILON_UNIT,
          STEPS,
          STEP_SIZE,
          RESTARTS,
          OBJECTIVE,
          TOLERANCE,
          SOURCE_MODEL,
          UNIVERSAL_PERTURBATION);

  static final List<Key<?>> AIM =
      List.of(TARGET, TARGET_CLASS, TARGET_OTHER, TARGET_PIXELS, TARGET_DISTANCE, TARGET_DIRECTION);
}
