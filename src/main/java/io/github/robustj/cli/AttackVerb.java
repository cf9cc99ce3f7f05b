package io.github.robustj.cli;

import ij.gui.Overlay;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.mask.MaskReader;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.Contours;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.SideBySide;
import io.github.robustj.display.Slices;
import io.github.robustj.display.Tables;
import io.github.robustj.file.OutputLock;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackOptions;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.Prediction;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.training.TrainingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code robustj attack}: the adversarial image and the perturbation in the input's intensities,
 * not rounded; what the model sees before and after; how far the scores fell.
 */
final class AttackVerb {

  static final Verb VERB =
      new Verb(
          "attack",
          "Make the adversarial image of an image.",
          Keys.join(
              OptionTable.ATTACK_FILES,
              OptionTable.ATTACK_MASKS,
              OptionTable.ATTACK,
              OptionTable.ATTACK_IMAGE,
              OptionTable.WRITE,
              OptionTable.COMPUTE),
          AttackVerb::run);

  /** A user names the folder of the results alone, so that these tell them apart. */
  private static final List<Key<?>> SETTINGS =
      Keys.join(
          OptionTable.ATTACK,
          OptionTable.ATTACK_MASKS,
          OptionTable.ATTACK_IMAGE,
          List.of(OptionTable.Y_ORIGIN));

  static final String SCORES = "-scores";
  private static final String SIZES = "-perturbation";
  private static final String CLEAN = "-labels-clean";
  private static final String ATTACKED = "-labels-adversarial";

  /** Of what an attack does, side by side. */
  static final String PICTURE = "-picture.png";

  private AttackVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    ResultFolder out =
        ResultFolder.in(
            options.get(OptionTable.OUT),
            OutputRules.bySettings(
                options,
                "attack",
                SETTINGS,
                OptionTable.MODEL,
                OptionTable.INPUT,
                OptionTable.LABEL));
    InputImage input =
        InputImage.of(
            options.get(OptionTable.INPUT), ModelTask.channels(options.get(OptionTable.MODEL)));
    ModelTask task = ModelTask.of(options.get(OptionTable.MODEL));
    if (task != ModelTask.LANDMARK) task.refuse(options, OptionTable.Y_ORIGIN);
    boolean universal = Attacks.named(options.get(AttackTable.ATTACK)).has(Trait.ONE_FOR_ALL);
    out.requireApartFrom(List.of(input));
    try (OutputLock lock = out.lock(input.name())) {
      out.require(List.of(input), image -> written(image, task, universal));
      switch (task) {
        case SEGMENTATION -> segmentation(options, out, input, session);
        case LANDMARK -> LandmarkResults.attack(options, out, input, session);
        case DETECTION -> DetectionResults.attack(options, out, input, session);
      }
      // One of an earlier attack, once the results of this one are there.
      if (!universal) out.outputs().remove(out.file(input, ResultFolder.UNIVERSAL));
    }
  }

  /** What follows the image's name in those of the results. */
  private static List<String> written(InputImage input, ModelTask task, boolean universal) {
    List<String> names = new ArrayList<>(ResultFolder.images(input, "-adversarial"));
    names.addAll(ResultFolder.images(input, "-perturbation"));
    names.addAll(List.of("-overlay.tif", PICTURE, SCORES + ".csv", SIZES + ".csv"));
    if (universal) names.add(ResultFolder.UNIVERSAL);
    if (task == ModelTask.SEGMENTATION)
      for (String labels : List.of(CLEAN, ATTACKED)) names.add(labels + ResultFolder.ending(input));
    return names;
  }

  private static void segmentation(
      Options options, ResultFolder out, InputImage input, Verb.Session session) {
    Image image = input.read();
    AttackJob job =
        new AttackJob(
            options.get(OptionTable.MODEL),
            image,
            options.get(OptionTable.LABEL).map(MaskReader::read),
            AttackOptions.from(options),
            options.get(AttackTable.EPSILON),
            options.get(TrainingTable.SEED),
            AttackAim.from(options));
    AttackResult result = session.engine().run(job, session.listener());
    write(out, input, result);
    out.png(
        SideBySide.of(
            input.name(), Map.of(modelName(options), result), Slices.fullest(result.truth())),
        input,
        PICTURE);
    print(result, session);
  }

  private static void write(ResultFolder out, InputImage input, AttackResult result) {
    out.image(input, "-adversarial", result.adversarial());
    out.perturbation(input, result.perturbation());
    result.universal().ifPresent(found -> out.universal(input, found));
    out.labels(input, CLEAN, result.clean());
    out.labels(input, ATTACKED, result.attacked());
    Overlay contours =
        Overlays.together(
            contours(result.clean(), ContourStyle.CLEAN),
            contours(result.attacked(), ContourStyle.ADVERSARIAL));
    out.overlay(input, result.adversarial(), contours);
    out.table(input.name() + SCORES, Tables.attack(result));
    sizes(out, input, result.slices());
  }

  /** How large the perturbation is, slice by slice. */
  static void sizes(ResultFolder out, InputImage input, List<AttackResult.SliceSize> slices) {
    out.table(input.name() + SIZES, Tables.perturbation(input.name(), slices));
  }

  /** The name of the model's folder. */
  static String modelName(Options options) {
    return options.get(OptionTable.MODEL).toAbsolutePath().normalize().getFileName().toString();
  }

  private static Overlay contours(Prediction prediction, ContourStyle style) {
    return Contours.of(prediction.mask(), prediction.classes(), style);
  }

  private static void print(AttackResult result, Verb.Session session) {
    if (!result.truthGiven())
      session.listener().log("No label was given: scores are against the model's own prediction.");
    for (AttackResult.ClassChange change : result.classes())
      session
          .out()
          .println(
              String.format(
                  Locale.ROOT, "%s  %.4f -> %.4f", change.name(), change.before(), change.after()));
  }
}
