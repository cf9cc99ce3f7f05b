package io.github.robustj.command;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.display.AdversarialImage;
import io.github.robustj.display.AttackedObjects;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.Contours;
import io.github.robustj.display.DetectionTables;
import io.github.robustj.display.Images;
import io.github.robustj.display.LandmarkOverlay;
import io.github.robustj.display.LandmarkPicture;
import io.github.robustj.display.LandmarkTables;
import io.github.robustj.display.ObjectsSideBySide;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.PerturbationImage;
import io.github.robustj.display.ShownDetection;
import io.github.robustj.display.SideBySide;
import io.github.robustj.display.Slices;
import io.github.robustj.display.Tables;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackOptions;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.DetectionAttackJob;
import io.github.robustj.job.DetectionAttackResult;
import io.github.robustj.job.LandmarkAttackJob;
import io.github.robustj.job.LandmarkAttackResult;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.Prediction;
import io.github.robustj.job.RoundedAttack;
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
        "Changes an image, within epsilon, so that a model sees it as wrongly as the attack can make"
            + " it, and outlines what the model saw before and sees now.")
public final class AttackCommand extends JobCommand {

  private static final List<Key<?>> TABLE = Keys.join(OptionTable.ATTACK, OptionTable.ATTACK_IMAGE);
  private static final Key<Boolean> FLOAT =
      Keys.flag(Section.DIALOG, "float_image", "true")
          .label("Adversarial image in 32 bit, not rounded")
          .help(
              "make the adversarial image in 32 bit, exactly as the model sees it; else it is rounded to the image's type");
  private static final Key<Boolean> PICTURE =
      Keys.flag(Section.DIALOG, "picture", "false")
          .label("Make a picture, side by side")
          .help(
              "make a picture of the slice with most foreground: clean image, perturbation, adversarial image, with outlines or points");

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
    ModelTask task = ModelTask.of(options.get(OptionTable.MODEL));
    if (task != ModelTask.LANDMARK) task.refuse(options, OptionTable.Y_ORIGIN);
    if (!options.get(AimSource.FROM_SELECTION)) source.tellOfSelection(progress()::log, "attacked");
    switch (task) {
      case SEGMENTATION -> attackSegmentation(options, source);
      case LANDMARK -> attackLandmarks(options, source);
      case DETECTION -> attackObjects(options, source);
    }
  }

  private void attackSegmentation(Options options, ImageSource source) {
    AttackResult exact =
        run(
            new AttackJob(
                options.get(OptionTable.MODEL),
                source.image(),
                TruthSource.find(image("truth"), options, source),
                AttackOptions.from(options),
                options.get(AttackTable.EPSILON),
                options.get(TrainingTable.SEED),
                AimSource.find(options, source)));
    outlined = source.shown();
    adversarial =
        options.get(FLOAT)
            ? AdversarialImage.unrounded(outlined, exact)
            : AdversarialImage.of(outlined, exact);
    AttackResult result = options.get(FLOAT) ? exact : rounded(options, exact);
    perturbation = PerturbationImage.of(outlined, result.perturbation());
    universal = result.universal().map(Images::of).orElse(null);
    outline(result);
    turn(result.truth(), List.of(outlined, adversarial, perturbation));
    if (options.get(PICTURE)) picture = picture(modelName(options), result);
    Results.show(Tables.attack(result), "Attack", caller());
    show(result.adversarial(), result.slices());
  }

  private void show(Image adversarial, List<AttackResult.SliceSize> sizes) {
    if (interactive())
      Tables.shown(Tables.perturbation(adversarial.name(), sizes)).show("Perturbation");
  }

  /** Rounding undoes part of an attack, so that what is left is predicted and measured again. */
  private AttackResult rounded(Options options, AttackResult exact) {
    Image left = ImagePlusConverter.toImage(adversarial);
    int tile = Options.of(Map.of(), OptionTable.PREDICT).get(OptionTable.TILE);
    return RoundedAttack.of(
        exact, left, run(new PredictJob(options.get(OptionTable.MODEL), left, tile)));
  }

  /** The adversarial image may have the network's resolution, so that each gets its own points. */
  private void attackLandmarks(Options options, ImageSource source) {
    ModelTask.LANDMARK.refuse(options, FLOAT, AttackTable.TARGET_MASK, AimSource.FROM_OVERLAY);
    LandmarkAttackResult result =
        run(
            new LandmarkAttackJob(
                options.get(OptionTable.MODEL),
                source.image(),
                LandmarkCommands.truth(image("truth"), options, source),
                AttackOptions.from(options),
                options.get(AttackTable.EPSILON),
                options.get(TrainingTable.SEED),
                AimSource.find(options, source)));
    outlined = source.shown();
    universal = result.universal().map(Images::of).orElse(null);
    adversarial = LandmarkCommands.adversarial(result, source.image());
    perturbation = PerturbationImage.of(outlined, result.perturbation());
    Overlay points =
        LandmarkOverlay.of(result.clean().landmarks(), source.image(), ContourStyle.CLEAN);
    Overlays.put(outlined, ContourStyle.CLEAN.prefix(), points);
    if (options.get(PICTURE))
      picture =
          LandmarkPicture.of(
              result.adversarial().name() + "-picture", modelName(options), result, source.image());
    Results.show(LandmarkTables.attack(result), "Attack", caller());
    show(result.adversarial(), result.slices());
  }

  /** Each image shows what is seen in it, beside the truth; thresholds can be moved in both. */
  private void attackObjects(Options options, ImageSource source) {
    ModelTask.DETECTION.refuse(
        options, FLOAT, AttackTable.TARGET_MASK, AimSource.FROM_OVERLAY, AttackTable.TARGET_PIXELS);
    DetectionAttackResult result =
        run(
            new DetectionAttackJob(
                options.get(OptionTable.MODEL),
                source.image(),
                DetectionCommands.truth(image("truth"), options, source),
                AttackOptions.from(options),
                options.get(AttackTable.EPSILON),
                options.get(TrainingTable.SEED),
                AimSource.findForObjects(options, source)));
    outlined = source.shown();
    ShownDetection.put(outlined, AttackedObjects.before(result));
    universal = result.universal().map(Images::of).orElse(null);
    adversarial = DetectionCommands.adversarial(result);
    perturbation = PerturbationImage.of(outlined, result.perturbation());
    if (options.get(PICTURE))
      picture =
          ObjectsSideBySide.of(
              result.adversarial().name() + "-picture",
              Map.of(modelName(options), result),
              ObjectsSideBySide.fullest(result));
    Results.show(DetectionTables.attack(result), "Attack", caller());
    show(result.adversarial(), result.slices());
  }

  /** The clean prediction on both images, the one after the attack on the adversarial image. */
  private void outline(AttackResult result) {
    put(outlined, result.clean(), ContourStyle.CLEAN);
    put(adversarial, result.clean(), ContourStyle.CLEAN);
    put(adversarial, result.attacked(), ContourStyle.ADVERSARIAL);
  }

  private static ImagePlus picture(String model, AttackResult result) {
    String title = result.adversarial().name() + "-picture";
    return SideBySide.of(title, Map.of(model, result), Slices.fullest(result.truth()));
  }

  private static void put(ImagePlus image, Prediction prediction, ContourStyle style) {
    Overlay contours = Contours.of(prediction.mask(), prediction.classes(), style);
    Overlays.put(image, style.prefix(), contours);
  }

  private static List<Field> details() {
    List<Field> options =
        Field.options(
            AttackTable.STEP_SIZE, AttackTable.RESTARTS, AttackTable.TOLERANCE, TrainingTable.SEED);
    Field unrounded = Field.value(FLOAT).only(ModelTask.SEGMENTATION);
    return Stream.concat(options.stream(), Stream.of(unrounded)).toList();
  }

  private static List<Field> mainFields() {
    Stream<Field> files =
        Stream.of(
            ImageSource.IMAGE,
            ImageSource.INPUT,
            ImageSource.MODEL,
            TruthSource.TRUTH.only(ModelTask.SEGMENTATION),
            TruthSource.LABEL,
            TruthSource.ORIGIN,
            Field.value(TruthSource.FROM_OVERLAY));
    List<Field> options =
        Field.options(AttackTable.ATTACK, MethodTable.NORM, AttackTable.EPSILON, AttackTable.STEPS);
    return Stream.of(files, options.stream(), Stream.of(Field.value(PICTURE)))
        .flatMap(fields -> fields)
        .toList();
  }
}
