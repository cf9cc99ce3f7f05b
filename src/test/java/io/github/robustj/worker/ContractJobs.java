package io.github.robustj.worker;

import ij.ImagePlus;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.Measurement;
import io.github.robustj.data.Scaling;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.evaluation.check.Level;
import io.github.robustj.job.AttackFileJob;
import io.github.robustj.job.AttackFiles;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackSlicesJob;
import io.github.robustj.job.BlockJob;
import io.github.robustj.job.BlockPlan;
import io.github.robustj.job.Computed;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EngineCheck;
import io.github.robustj.job.EvaluateCaseJob;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluationAim;
import io.github.robustj.job.ExportJob;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.InspectJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.JoinedAttackJob;
import io.github.robustj.job.MergedEvaluation;
import io.github.robustj.job.PaintJob;
import io.github.robustj.job.PredictFileJob;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.PredictSlicesJob;
import io.github.robustj.job.PredictSlideJob;
import io.github.robustj.job.ResumableEvaluation;
import io.github.robustj.job.SliceRange;
import io.github.robustj.job.SurveyJob;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.model.Compute;
import io.github.robustj.parts.DividedCommand;
import io.github.robustj.parts.PartStore;
import io.github.robustj.tensorflow.StarNetworks;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.Crosses;
import io.github.robustj.testing.Discs;
import io.github.robustj.testing.EvaluateJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The jobs that do the same wherever they run, and small models for them. */
final class ContractJobs {

  private final Path folder;
  private final Path data;
  private final Path model;
  private final Path marked;
  private final Path landmarks;
  private final Path smears;
  private final Path detector;
  private final Path stars;

  /**
   * @param data discs
   * @param model of them
   */
  ContractJobs(Path folder, Path data, Path model) throws Exception {
    this.folder = folder;
    this.data = data;
    this.model = model;
    marked = folder.resolve("marked data");
    Crosses.write(marked, 6);
    TrainOptions small =
        TrainOptions.of(
            Map.of("task", "landmark", "epochs", 2, "width", 4, "depth", 2, "resolution", 48));
    landmarks = folder.resolve("landmark model");
    Engine.inProcess()
        .run(new TrainJob(marked, Optional.empty(), landmarks, small), JobListener.SILENT);
    smears = folder.resolve("smears");
    Cells.write(smears, 4);
    detector = Engine.inProcess().run(detection("detector"), JobListener.SILENT).model();
    Path stardist = folder.resolve("stardist");
    new StarNetworks(StarNetworks.Form.ENLARGED, 2, true).save(stardist);
    stars = folder.resolve("stars");
    Engine.inProcess().run(new ImportJob(stardist, stars, Map.of()), JobListener.SILENT);
  }

  private TrainJob detection(String name) {
    Map<String, Object> options =
        Map.of(
            "task", "detection",
            "epochs", 20,
            "width", 4,
            "depth", 2,
            "learning_rate", .01,
            "resolution", 96,
            "validation", 0);
    return new TrainJob(smears, Optional.empty(), folder.resolve(name), TrainOptions.of(options));
  }

  /** One of every kind, or some. */
  Stream<Job<?>> all() throws IOException {
    Image image = ImagePlusConverter.toImage(Discs.imagePlus(40, 20, 99));
    Image smear = ImagePlusConverter.toImage(Cells.image(Cells.drawn(1), 1));
    Mask truth = ImagePlusConverter.toMask(new ImagePlus("truth", Discs.label(40, 20)));
    AttackSpec pgd = new AttackSpec("pgd", Norm.L2, 3, 4, 2);
    AttackSpec fgsm = new AttackSpec("fgsm", Norm.LINF, 1, 1, 1);
    Image crosses = ImagePlusConverter.toImage(Crosses.image(77, 14, 12, 44, 28));
    EvaluateJob.Points points =
        new EvaluateJob.Points(0, Measurement.parse("d = distance(bright, dark)"));
    return Stream.of(
        new EngineCheck(),
        new Computed<>(new PredictJob(model, image, 64), Compute.cpu()),
        new PredictJob(landmarks, crosses, 512),
        new AttackJob(landmarks, crosses, Optional.empty(), pgd, 2, 3),
        EvaluateJobs.of(
            landmarks,
            marked,
            Optional.empty(),
            pgd,
            List.of(0., 2.),
            1,
            Optional.of(landmarks),
            points),
        new PredictJob(model, image, 32, true),
        new AttackJob(model, image, Optional.of(truth), pgd, 5, 3),
        new AttackJob(model, image, Optional.empty(), fgsm, 0, 1),
        new EvaluateJob(
            model,
            data,
            Optional.empty(),
            pgd,
            List.of(0., 4.),
            1,
            Optional.empty(),
            EvaluateJob.Points.NONE,
            EvaluationAim.anywhere(),
            Optional.empty(),
            "",
            Level.NONE,
            Optional.empty(),
            List.of("gamma", "ghosting"),
            1),
        new ResumableEvaluation(
            EvaluateJobs.of(model, data, Optional.empty(), fgsm, List.of(0., 1.), 1),
            folder.resolve("kept.jsonl"),
            false,
            true),
        new SurveyJob(file(), model, 64),
        new PredictSlideJob(file(), landmarks, 64, .5),
        new BlockJob(blocks(model, "mask"), 0, 0),
        new BlockJob(blocks(detector, "boxes"), 0, 40),
        new PaintJob(blocks(stars, "stars"), 0, 3),
        new EvaluateCaseJob(
            EvaluateJobs.of(model, data, Optional.empty(), fgsm, List.of(0., 1.), 1), "disc 1"),
        new MergedEvaluation(
            new ResumableEvaluation(
                EvaluateJobs.of(model, data, Optional.empty(), fgsm, List.of(0., 1.), 1),
                folder.resolve("merged.jsonl"),
                false,
                true),
            noParts(),
            ""),
        new PredictFileJob(model, disc(), 0, 64, false),
        new PredictSlicesJob(new PredictFileJob(model, disc(), 0, 64, true), new SliceRange(0, 1)),
        attackOnDisc(),
        new AttackSlicesJob(attackOnDisc(), new SliceRange(0, 1)),
        joinedAttack(),
        new InspectJob(model.resolve("saved_model"), Map.of()),
        new ImportJob(
            model.resolve("saved_model"),
            folder.resolve("imported"),
            Map.of("output_values", "logits", "channels", 1L, "percentile_low", 1.)),
        new ExportJob(
            model,
            folder.resolve("served"),
            Optional.empty(),
            Optional.empty(),
            Map.of("format", "saved_model", "overwrite", true)),
        new ExportJob(
            model,
            folder.resolve("package.zip"),
            Optional.of(image.slice("test", 0)),
            Optional.of(cover()),
            Map.of("authors", "Jane Doe", "license", "MIT")),
        new ImportJob(folder.resolve("stardist"), folder.resolve("stars again"), Map.of()),
        new PredictJob(stars, image, 64),
        new AttackJob(stars, image, Optional.empty(), pgd, 2, 3),
        EvaluateJobs.of(stars, data, Optional.empty(), fgsm, List.of(0., 1.), 1),
        new PredictJob(detector, smear, 64),
        new AttackJob(detector, smear, Optional.empty(), fgsm, .1, 1),
        EvaluateJobs.of(detector, smears, Optional.empty(), fgsm, List.of(0., .1), 1));
  }

  /** An image of one channel. */
  private Path file() {
    return data.resolve("images/disc 0.tif");
  }

  private BlockPlan blocks(Path of, String name) throws IOException {
    Path work = Files.createDirectories(folder.resolve(name + ".blocks"));
    Files.write(work.resolve("numbers-000000"), new byte[0]);
    Path file = of.equals(detector) ? smears.resolve("images/smear0.png") : file();
    Scaling scaling = Engine.inProcess().run(new SurveyJob(file, of, 64), JobListener.SILENT);
    return new BlockPlan(
        file, of, work, folder.resolve(name + ".ome.zarr"), 64, 256, scaling, name);
  }

  private AttackFileJob attackOnDisc() {
    return new AttackFileJob(
        model,
        disc(),
        new AttackFiles(
            Optional.of(data.resolve("labels")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        YOrigin.AUTOMATIC,
        new AttackSpec("fgsm", Norm.LINF, 1, 1, 1, "soft_dice", .5),
        1,
        1,
        Optional.empty(),
        new AttackFileJob.Aim("none", "", "", 2, 10, 0));
  }

  private JoinedAttackJob joinedAttack() {
    AttackSlicesJob part = new AttackSlicesJob(attackOnDisc(), new SliceRange(0, 1));
    return new JoinedAttackJob(
        attackOnDisc().of(disc().read()),
        List.of(Engine.inProcess().run(part, JobListener.SILENT)));
  }

  private ChannelFiles disc() {
    return ChannelFiles.of(data.resolve("images/disc 1.tif"), 1);
  }

  private Path noParts() {
    DividedCommand none = new DividedCommand("evaluate", "", "", Map.of(), Map.of(), List.of());
    return PartStore.open(folder.resolve("parts"), none, true, (name, value) -> true, line -> {})
        .folder();
  }

  private Path cover() throws IOException {
    return Files.writeString(folder.resolve("cover.png"), "a picture");
  }
}
