package io.github.robustj.cli;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.data.Image;
import io.github.robustj.display.AttackView;
import io.github.robustj.display.SideBySide;
import io.github.robustj.display.Tables;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.file.OutputLock;
import io.github.robustj.job.AttackFileJob;
import io.github.robustj.job.AttackFiles;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackOptions;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.FileSums;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.Share;
import io.github.robustj.job.TaskChoices;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.parts.PartStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code robustj attack}: the adversarial image and the perturbation in the input's intensities,
 * not rounded; what the model sees before and after; how far the scores fell.
 */
final class AttackVerb {

  static final Verb VERB =
      new Verb(
          "attack",
          "Make the adversarial image of an image, or of each in a folder.",
          Keys.join(
              OptionTable.ATTACK_FILES,
              OptionTable.ATTACK_MASKS,
              OptionTable.ATTACK,
              OptionTable.ATTACK_IMAGE,
              OptionTable.WRITE,
              OptionTable.COMPUTE,
              OptionTable.DIVISION),
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
    List<InputImage> inputs =
        InputImage.in(
            options.get(OptionTable.INPUT), ModelFolder.channels(options.get(OptionTable.MODEL)));
    ModelTask task = ModelTask.of(options.get(OptionTable.MODEL));
    TaskDisplay display = TaskDisplays.of(task);
    task.refuse(options, OptionTable.Y_ORIGIN, AttackTable.TARGET_MASK, AttackTable.TARGET_PIXELS);
    TaskChoices.requireTarget(options, task);
    boolean universal = Attacks.named(options.get(AttackTable.ATTACK)).has(Trait.ONE_FOR_ALL);
    out.requireApartFrom(inputs);
    DividedRun divided = new DividedRun(VERB.name(), VERB.keys(), call, session);
    Work work = new Work(display, options, out, universal);
    if (divided.isShare()) {
      out.require(inputs, image -> written(image, display, universal));
      divided.share(parts(options, inputs));
      return;
    }
    boolean folder = Files.isDirectory(options.get(OptionTable.INPUT));
    try (OutputLock lock = out.lock(folder ? "attacks" : inputs.get(0).name())) {
      out.require(inputs, image -> written(image, display, universal));
      SourcedParts<AttackFileJob.Found> parts = parts(options, inputs);
      Optional<PartStore> finished = divided.isWhole() ? Optional.empty() : divided.finished(parts);
      Attacking attacking =
          finished
              .<Attacking>map(store -> (input, job, part) -> parts.of(store, input).result())
              .orElse((input, job, part) -> session.engine().run(job, part));
      Runnable written = () -> finished.ifPresent(divided::end);
      if (folder) all(work, inputs, attacking, session, written);
      else {
        attack(work, inputs.get(0), attacking, session, session.listener());
        written.run();
      }
    }
  }

  /** What comes of the attack on an image that was read. */
  @FunctionalInterface
  private interface Attacking {

    AttackResult of(InputImage input, AttackJob job, JobListener part);
  }

  /** What all images share. */
  private record Work(TaskDisplay display, Options options, ResultFolder out, boolean universal) {}

  private static SourcedParts<AttackFileJob.Found> parts(Options options, List<InputImage> inputs) {
    return new SourcedParts<>(
        () -> sums(options),
        SourcedParts.named(inputs),
        input -> job(input, options),
        input -> job(input, options).sum(),
        AttackFileJob.Found::sha256);
  }

  private static Map<String, String> sums(Options options) {
    Path model = options.get(OptionTable.MODEL);
    Map<String, String> sums = new LinkedHashMap<>();
    sums.put("the model", ModelFolder.open(model).sha256());
    AttackOptions.source(options)
        .ifPresent(second -> sums.put("source_model", ModelFolder.open(second).sha256()));
    for (Path file : AttackFiles.from(options).shared())
      sums.put(file.toString(), FileSums.of(List.of(file)));
    return sums;
  }

  private static AttackFileJob job(InputImage input, Options options) {
    return AttackFileJob.from(options.get(OptionTable.MODEL), input.files(), options);
  }

  /** One that fails does not end the others. */
  private static void all(
      Work work,
      List<InputImage> inputs,
      Attacking attacking,
      Verb.Session session,
      Runnable written) {
    SharedTables shared = SharedTables.in(work.out, BatchRun.TABLE);
    BatchRun images = new BatchRun("image", inputs.size(), true, session.listener());
    for (int i = 0; i < inputs.size(); i++) {
      session.listener().check();
      InputImage input = inputs.get(i);
      JobListener part = Share.of(session.listener(), "image", i, inputs.size());
      images.attempt(
          SourcedParts.name(input),
          () -> {
            try (OutputLock lock = work.out.lock(input.name())) {
              attack(work, input, attacking, session, part);
              return input;
            }
          });
    }
    written.run();
    images.finish(shared.file(BatchRun.TABLE), work.out.outputs());
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
      Work work,
      InputImage input,
      Attacking attacking,
      Verb.Session session,
      JobListener listener) {
    TaskDisplay display = work.display;
    ResultFolder out = work.out;
    Path model = work.options.get(OptionTable.MODEL);
    Image image = input.read();
    AttackJob job = job(input, work.options).of(image);
    AttackResult result = attacking.of(input, job, listener);
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
    // One of an earlier attack, once the results of this one are there.
    if (!work.universal) out.outputs().remove(out.file(input, ResultFolder.UNIVERSAL));
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
