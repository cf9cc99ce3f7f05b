package io.github.robustj.cli;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.data.Image;
import io.github.robustj.data.VolumeSize;
import io.github.robustj.display.AttackView;
import io.github.robustj.display.SideBySide;
import io.github.robustj.display.Tables;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.file.OutputLock;
import io.github.robustj.job.AttackFileJob;
import io.github.robustj.job.AttackFiles;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackOptions;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.AttackedSlices;
import io.github.robustj.job.FileSums;
import io.github.robustj.job.FromFiles;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.JoinedAttackJob;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.Share;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Attacks on images in a folder of results: as a whole, of parts that are finished, or a share of
 * the parts without results.
 *
 * @param out where results go
 */
record ImageAttacks(
    TaskDisplay display, List<InputImage> inputs, ResultFolder out, DividedRun divided) {

  private static final String SCORES = "-scores";
  private static final String SIZES = "-perturbation";
  private static final String CLEAN = "-labels-clean";
  private static final String ATTACKED = "-labels-adversarial";

  /** Of what an attack does, side by side. */
  private static final String PICTURE = "-picture.png";

  void run() {
    if (divided.isShare()) {
      requireRoom();
      divided.share(parts());
    } else if (isFolder()) all();
    else one(inputs.get(0));
  }

  private boolean isFolder() {
    return Files.isDirectory(divided.options().get(OptionTable.INPUT));
  }

  private void one(InputImage input) {
    try (OutputLock lock = out.lock(input.name())) {
      requireRoom();
      ImageResults<AttackResult> found = found();
      attack(input, found, divided.session().listener());
      found.written();
    }
  }

  /** One that fails does not end the others. */
  private void all() {
    try (OutputLock lock = out.lock("attacks")) {
      requireRoom();
      ImageResults<AttackResult> found = found();
      SharedTables shared = SharedTables.in(out, BatchRun.TABLE);
      BatchRun images =
          new BatchRun("image", inputs.size(), true, found.told(), divided.session().listener());
      for (int i = 0; i < inputs.size(); i++) {
        divided.session().listener().check();
        InputImage input = inputs.get(i);
        JobListener part = Share.of(divided.session().listener(), "image", i, inputs.size());
        images.attempt(ImagePart.name(input), () -> locked(input, found, part));
      }
      found.written(images);
      images.finish(shared.file(BatchRun.TABLE), out.outputs());
    }
  }

  private InputImage locked(
      InputImage input, ImageResults<AttackResult> found, JobListener listener) {
    try (OutputLock lock = out.lock(input.name())) {
      attack(input, found, listener);
      return input;
    }
  }

  private ImageResults<AttackResult> found() {
    ImageParts parts = parts();
    return ImageResults.of(divided, parts, parts, this::joined);
  }

  private ImageParts parts() {
    return ImageParts.of(
        divided,
        inputs,
        this::job,
        this::sums,
        input -> input.volume().ifPresent(size -> requireSizes(input, size, 1)));
  }

  private AttackResult joined(
      Job<AttackResult> whole, List<FromFiles> found, JobListener listener) {
    if (found.get(0) instanceof AttackFileJob.Found one) return one.result();
    List<AttackedSlices> slices = found.stream().map(AttackedSlices.class::cast).toList();
    return divided.session().engine().run(new JoinedAttackJob((AttackJob) whole, slices), listener);
  }

  private Map<String, String> sums() {
    Map<String, String> sums = new LinkedHashMap<>();
    sums.put("the model", ModelFolder.open(divided.model()).sha256());
    AttackOptions.source(divided.options())
        .ifPresent(second -> sums.put("source_model", ModelFolder.open(second).sha256()));
    for (Path file : AttackFiles.from(divided.options()).shared())
      sums.put(RelativePaths.absolute(file), FileSums.of(List.of(file)));
    return sums;
  }

  private AttackFileJob job(InputImage input) {
    return AttackFileJob.from(divided.model(), input.files(), divided.options());
  }

  private boolean isUniversal() {
    return Attacks.named(divided.options().get(AttackTable.ATTACK)).has(Trait.ONE_FOR_ALL);
  }

  private void requireRoom() {
    out.require(inputs, this::written);
  }

  private void requireSizes(InputImage input, VolumeSize size, int channels) {
    Set<String> small = Set.of(CLEAN + ".tif", ATTACKED + ".tif", ResultFolder.UNIVERSAL);
    out.requireSizes(
        input, size, written(input), name -> small.contains(name) ? 1 : Float.BYTES * channels);
  }

  /** What follows the image's name in those of the results. */
  private List<String> written(InputImage input) {
    List<String> names = new ArrayList<>(ResultFolder.images(input, "-adversarial"));
    names.addAll(ResultFolder.images(input, "-perturbation"));
    names.addAll(List.of(SCORES + ".csv", SIZES + ".csv"));
    if (divided.overlay().hasTiff()) names.add(ResultFolder.OVERLAY);
    if (divided.overlay().hasPictures()) names.add(PICTURE);
    if (isUniversal()) names.add(ResultFolder.UNIVERSAL);
    if (display.hasLabels())
      for (String labels : List.of(CLEAN, ATTACKED)) names.add(labels + ResultFolder.ending(input));
    return names;
  }

  private void attack(InputImage input, ImageResults<AttackResult> found, JobListener listener) {
    Image image = input.read();
    requireSizes(input, VolumeSize.of(image), image.channels());
    AttackResult result = found.of(input, job(input).of(image), listener);
    AttackView view = display.attack(result, image);
    write(input, view);
    if (!result.truthGiven())
      divided
          .session()
          .listener()
          .log("No label was given: %s the model's own prediction.".formatted(view.measured()));
    String whose = isFolder() ? input.name() + ": " : "";
    for (String line : view.lines()) divided.session().out().println(whose + line);
    // One of an earlier attack, once the results of this one are there.
    if (!isUniversal()) out.remove(input, ResultFolder.UNIVERSAL);
  }

  private void write(InputImage input, AttackView view) {
    AttackResult result = view.result();
    display.labels(result.clean()).ifPresent(clean -> out.labels(input, CLEAN, clean));
    display.labels(result.attacked()).ifPresent(seen -> out.labels(input, ATTACKED, seen));
    out.image(input, "-adversarial", result.adversarial());
    out.perturbation(input, result.perturbation());
    result.universal().ifPresent(universal -> out.universal(input, universal));
    show(input, view);
    out.table(input.name() + SCORES, view.table());
    out.table(input.name() + SIZES, Tables.perturbation(input.name(), result.slices()));
  }

  private void show(InputImage input, AttackView view) {
    if (divided.overlay().hasTiff())
      out.overlay(input, view.result().adversarial(), view::putAdversarial);
    else out.remove(input, ResultFolder.OVERLAY);
    if (divided.overlay().hasPictures()) {
      String model = divided.model().toAbsolutePath().normalize().getFileName().toString();
      view.found().ifPresent(picture -> out.png(picture, input, ResultFolder.PICTURE));
      out.png(SideBySide.of(input.name(), model, view), input, PICTURE);
    } else for (String picture : List.of(ResultFolder.PICTURE, PICTURE)) out.remove(input, picture);
  }
}
