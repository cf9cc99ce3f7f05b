package io.github.robustj.command;

import ij.ImagePlus;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.display.AdversarialImage;
import io.github.robustj.display.AttackView;
import io.github.robustj.display.Images;
import io.github.robustj.display.PerturbationImage;
import io.github.robustj.display.SideBySide;
import io.github.robustj.display.Tables;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.RoundedAttack;
import io.github.robustj.job.TaskChoices;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.TrainingTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes the adversarial image of an image. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Attack Image...",
    headless = true,
    description =
        "Changes an image, within epsilon, so that a model sees it as wrongly as the attack can"
            + " make it, and outlines what the model saw before and sees now.")
public final class AttackCommand extends JobCommand {

  private static final List<Key<?>> TABLE = Keys.join(OptionTable.ATTACK, OptionTable.ATTACK_IMAGE);
  private static final Key<Boolean> FLOAT =
      Keys.flag(Section.DIALOG, "float_image", "true")
          .label("Adversarial image in 32 bit, not rounded")
          .help(
              "make the adversarial image in 32 bit, exactly as the model sees it; else it is"
                  + " rounded to the image's type");
  private static final Key<Boolean> PICTURE =
      Keys.flag(Section.DIALOG, "picture", "false")
          .label("Make a picture, side by side")
          .help(
              "make a picture of the slice with most foreground: clean image, perturbation,"
                  + " adversarial image, with outlines or points");

  private static final List<Page> PAGES =
      List.of(
          new Page("Image, model and attack", mainFields()),
          new Page("Aim", AimSource.fields()),
          new Page("Details of the attack", details()),
          Page.computation());

  @Parameter(type = ItemIO.OUTPUT, label = "Adversarial image")
  private ImagePlus adversarial;

  @Parameter(type = ItemIO.OUTPUT, label = "Perturbation")
  private ImagePlus perturbation;

  @Parameter(type = ItemIO.OUTPUT, label = "Clean image with outlines")
  private ImagePlus outlined;

  @Parameter(type = ItemIO.OUTPUT, label = "Picture of the attack")
  private ImagePlus picture;

  @Parameter(type = ItemIO.OUTPUT, label = "Universal perturbation, in normalised intensities")
  private ImagePlus universal;

  @Override
  public List<Page> pages() {
    return PAGES;
  }

  @Override
  protected void execute(Options options) {
    ImageSource source = ImageSource.of(image("image"), options);
    ModelTask task = refuseOthers(options);
    TaskDisplay display = TaskDisplays.of(task);
    TaskChoices.requireTarget(options, task);
    if (!options.get(AimSource.FROM_SELECTION)) source.tellOfSelection(progress()::log, "attacked");
    AttackResult exact =
        run(
            AttackJob.from(
                options.get(OptionTable.MODEL),
                source.image(),
                TruthSource.find(display, image("truth"), options, source),
                AimSource.find(display, options, source),
                options));
    outlined = source.shown();
    AttackResult result = task.takes(FLOAT) ? makeAdversarial(options, exact) : exact;
    AttackView view = display.attack(result, source.image());
    if (task.takes(FLOAT)) view.putAdversarial(adversarial);
    else {
      adversarial = view.adversarial();
      AdversarialImage.showAs(adversarial, outlined);
    }
    show(options, result, view);
  }

  /**
   * Makes the adversarial image.
   *
   * @return what the attack came to in it: it is rounded to the type of the clean one, or exact
   */
  private AttackResult makeAdversarial(Options options, AttackResult exact) {
    boolean whole = !options.get(FLOAT);
    adversarial =
        whole ? AdversarialImage.of(outlined, exact) : AdversarialImage.unrounded(outlined, exact);
    return whole ? rounded(options, exact) : exact;
  }

  private void show(Options options, AttackResult result, AttackView view) {
    view.putClean(outlined);
    perturbation = PerturbationImage.of(outlined, result.perturbation());
    universal = result.universal().map(Images::of).orElse(null);
    turn(view.fullest(), List.of(outlined, adversarial, perturbation));
    String name = result.adversarial().name();
    if (options.get(PICTURE)) picture = SideBySide.of(name + "-picture", modelName(options), view);
    Results.show(view.table(), "Attack", caller());
    if (interactive())
      Tables.shown(Tables.perturbation(name, result.slices())).show("Perturbation");
  }

  /** Rounding undoes part of an attack, so that what is left is predicted and measured again. */
  private AttackResult rounded(Options options, AttackResult exact) {
    Image left = ImagePlusConverter.toImage(adversarial);
    Options usual = Options.of(Map.of(), OptionTable.PREDICT);
    return RoundedAttack.of(
        exact, left, run(PredictJob.from(options.get(OptionTable.MODEL), left, usual)));
  }

  private static List<Field> details() {
    List<Field> options =
        Field.options(
            AttackTable.STEP_SIZE, AttackTable.RESTARTS, AttackTable.TOLERANCE, TrainingTable.SEED);
    Field unrounded = Field.value(FLOAT).only();
    return Stream.concat(options.stream(), Stream.of(unrounded)).toList();
  }

  private static List<Field> mainFields() {
    Stream<Field> files =
        Stream.of(
            ImageSource.IMAGE,
            ImageSource.INPUT,
            ImageSource.MODEL,
            TruthSource.TRUTH.only(),
            TruthSource.LABEL,
            TruthSource.ORIGIN,
            Field.value(TruthSource.FROM_OVERLAY));
    List<Field> options =
        Field.options(
            AttackTable.ATTACK,
            MethodTable.NORM,
            AttackTable.EPSILON,
            AttackTable.EPSILON_UNIT,
            AttackTable.STEPS);
    return Stream.of(files, options.stream(), Stream.of(Field.value(PICTURE)))
        .flatMap(fields -> fields)
        .toList();
  }
}
