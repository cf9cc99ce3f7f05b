package io.github.robustj.cli;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.display.AttackView;
import io.github.robustj.display.SideBySide;
import io.github.robustj.display.Tables;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.file.OutputLock;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.TaskChoices;
import io.github.robustj.job.Truth;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  private static final String SCORES = "-scores";
  private static final String SIZES = "-perturbation";
  private static final String CLEAN = "-labels-clean";
  private static final String ATTACKED = "-labels-adversarial";

  /** Of what an attack does, side by side. */
  private static final String PICTURE = "-picture.png";

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
            options.get(OptionTable.INPUT), ModelFolder.channels(options.get(OptionTable.MODEL)));
    ModelTask task = ModelTask.of(options.get(OptionTable.MODEL));
    TaskDisplay display = TaskDisplays.of(task);
    task.refuse(options, OptionTable.Y_ORIGIN, AttackTable.TARGET_MASK, AttackTable.TARGET_PIXELS);
    TaskChoices.requireTarget(options, task);
    boolean universal = Attacks.named(options.get(AttackTable.ATTACK)).has(Trait.ONE_FOR_ALL);
    out.requireApartFrom(List.of(input));
    try (OutputLock lock = out.lock(input.name())) {
      out.require(List.of(input), image -> written(image, display, universal));
      attack(display, options, out, input, session);
      // One of an earlier attack, once the results of this one are there.
      if (!universal) out.outputs().remove(out.file(input, ResultFolder.UNIVERSAL));
    }
  }

  /** What follows the image's name in those of the results. */
  private static List<String> written(InputImage input, TaskDisplay display, boolean universal) {
    List<String> names = new ArrayList<>(ResultFolder.images(input, "-adversarial"));
    names.addAll(ResultFolder.images(input, "-perturbation"));
    names.addAll(List.of("-overlay.tif", PICTURE, SCORES + ".csv", SIZES + ".csv"));
    if (universal) names.add(ResultFolder.UNIVERSAL);
    if (display.hasLabels())
      for (String labels : List.of(CLEAN, ATTACKED)) names.add(labels + ResultFolder.ending(input));
    return names;
  }

  private static void attack(
      TaskDisplay display,
      Options options,
      ResultFolder out,
      InputImage input,
      Verb.Session session) {
    Path model = options.get(OptionTable.MODEL);
    Image image = input.read();
    Optional<Annotation> truth = Truth.of(display.task(), options, image);
    AttackJob job = AttackJob.from(model, image, truth, AttackAim.from(options), options);
    AttackResult result = session.engine().run(job, session.listener());
    AttackView view = display.attack(result, image);
    display.labels(result.clean()).ifPresent(clean -> out.labels(input, CLEAN, clean));
    display.labels(result.attacked()).ifPresent(seen -> out.labels(input, ATTACKED, seen));
    write(out, input, view);
    String name = model.toAbsolutePath().normalize().getFileName().toString();
    out.png(SideBySide.of(input.name(), name, view), input, PICTURE);
    if (!result.truthGiven())
      session
          .listener()
          .log("No label was given: %s the model's own prediction.".formatted(view.measured()));
    view.lines().forEach(session.out()::println);
  }

  private static void write(ResultFolder out, InputImage input, AttackView view) {
    AttackResult result = view.result();
    out.image(input, "-adversarial", result.adversarial());
    out.perturbation(input, result.perturbation());
    result.universal().ifPresent(found -> out.universal(input, found));
    out.overlay(input, result.adversarial(), view::putAdversarial);
    view.found().ifPresent(picture -> out.png(picture, input, ResultFolder.PICTURE));
    out.table(input.name() + SCORES, view.table());
    out.table(input.name() + SIZES, Tables.perturbation(input.name(), result.slices()));
  }
}
