package io.github.robustj.training;

import static io.github.robustj.option.OptionKey.choice;
import static io.github.robustj.option.OptionKey.decimal;
import static io.github.robustj.option.OptionKey.flag;
import static io.github.robustj.option.OptionKey.whole;

import io.github.robustj.option.Allowed;
import io.github.robustj.option.OptionKey;
import io.github.robustj.option.Range;
import io.github.robustj.training.MethodType.Trait;
import java.util.List;
import java.util.stream.Stream;

/** The rows of {@code OptionTable.TRAIN} about how a network learns: methods and their attacks. */
public final class MethodTable {

  private MethodTable() {}

  public static final OptionKey NORM =
      choice("norm", "l2", "how the size of a perturbation is measured", "l1", "l2", "linf");
  public static final OptionKey STEP_SIZE =
      decimal("step_size", Range.above(0, 1000), "4", "length of a step in units of epsilon/steps");
  private static final OptionKey TASK =
      choice(
          "task",
          "segmentation",
          "what the network learns",
          "segmentation",
          "landmark",
          "detection");
  private static final OptionKey METHOD =
      choice("method", Methods.STANDARD.name(), "how it learns", Methods.ALL);

  private static final List<OptionKey> PERTURBATION =
      List.of(
          NORM,
          whole("steps", Range.of(1, 10_000), "10", "gradient steps of the attack in training"),
          STEP_SIZE,
          decimal(
              "epsilon",
              Range.of(0, 1e6).orAutomatic(-1),
              "-1",
              "radius of adversarial training and of the robust score watched in any training;"
                  + " automatic is twice margin_step"),
          whole(
                  "epsilon_warmup",
                  Range.of(0, 100_000),
                  "0",
                  "epochs over which the radius rises to epsilon")
              .onlyWith("method", Methods.with(Trait.FIXED_RADIUS)),
          choice(
                  "valid_range",
                  "image",
                  "what limits a perturbed pixel in training: the range of its own image, or"
                      + " nothing",
                  "image",
                  "none")
              .onlyWith("method", Methods.with(Trait.ATTACKS)),
          decimal(
                  "adversarial_share",
                  Range.of(0, 1).orAutomatic(-1),
                  "-1",
                  "weight of the adversarial images in the loss; automatic is 1, or .5 with"
                      + " margins")
              .onlyWith("method", Methods.with(Trait.SHARE)));

  private static final List<OptionKey> SPECIAL =
      List.of(
          decimal(
                  "trades_beta",
                  Range.above(0, 1e5),
                  "6",
                  "weight of the divergence of the adversarial from the clean output (Zhang et al."
                      + " 2019)")
              .onlyWith("method", Trades.TYPE.name()),
          decimal(
                  "mart_lambda",
                  Range.above(0, 1e5),
                  "5",
                  "weight of the divergence where the clean image is not yet right (Wang et al."
                      + " 2020)")
              .onlyWith("method", Mart.TYPE.name()),
          decimal(
                  "ensembling_weight",
                  Range.above(0, 1e5),
                  "300",
                  "weight of the agreement with the average of earlier outputs (Laine and Aila"
                      + " 2017)")
              .onlyWith("method", TemporalEnsembling.TYPE.name()),
          decimal(
                  "ensembling_momentum",
                  Range.of(0, .9999),
                  "0.9",
                  "share of the old average of outputs in the new one")
              .onlyWith("method", TemporalEnsembling.TYPE.name()),
          whole(
                  "free_replays",
                  Range.of(1, 100),
                  "4",
                  "steps on each batch, so that as many epochs less do (Shafahi et al. 2019)")
              .onlyWith("method", FreeTraining.TYPE.name()),
          decimal(
              "awp_gamma",
              Range.of(0, .5),
              "0",
              "relative size of adversarial weight perturbation, 0 for none, .005 in the paper (Wu"
                  + " et al. 2020)"));

  private static final List<OptionKey> MARGIN =
      Stream.of(
              new OptionKey(
                      "preset",
                      new Allowed.Choice(MarginPresets.NAMES),
                      MarginPresets.AUTOMATIC,
                      "settings of a paper, or cheap ones, for what is left out; automatic is none, or"
                          + " fast for landmarks and objects")
                  .giving(o -> MarginPresets.of(o.text("preset"), o.text("task"))),
              whole(
                  "clean_epochs",
                  Range.of(0, 100_000).orAutomatic(-1),
                  "-1",
                  "epochs on clean images before the margins grow; automatic is a third, or none"
                      + " with a start model"),
              decimal(
                  "margin_step",
                  Range.above(0, 1e6).orAutomatic(0),
                  "0",
                  "what a margin starts at and grows by; automatic per pixel (RMS): .04, .02 with"
                      + " landmarks and objects"),
              decimal(
                  "margin_max",
                  Range.above(0, 1e6).orAutomatic(0),
                  "0",
                  "largest margin; automatic is 5 times margin_step"),
              decimal(
                  "margin_floor",
                  Range.of(0, 1e6).orAutomatic(-1),
                  "-1",
                  "smallest margin, also of slices that are wrong when clean; automatic is"
                      + " margin_step"),
              choice(
                  "step_unit",
                  "margin",
                  "whether a step is a share of the slice's margin or of margin_max",
                  "margin",
                  "margin_max"),
              choice(
                  "refinement",
                  "end_point",
                  "which adversarial image a broken slice learns from; none: the end point, and"
                      + " margins only grow",
                  "bisection",
                  "end_point",
                  "none"),
              choice(
                  "threshold",
                  MarginOptions.AUTOMATIC,
                  "Dice, or minus loss or error, that is correct, learned from the clean model;"
                      + " automatic is mean, or huber for landmarks",
                  MarginOptions.AUTOMATIC,
                  "mean",
                  "mean_minus_sd",
                  "huber",
                  "minimum",
                  "quantile",
                  "value"),
              flag(
                  "reuse_perturbation",
                  "false",
                  "start attacks from the slice's last perturbation, not at random (Zheng et al."
                      + " 2020)"),
              flag(
                  "leave_when_broken",
                  "false",
                  "spare slices that have turned wrong the rest of the attack (Zhang et al. 2020)"),
              flag(
                  "share_pass",
                  "false",
                  "let the training pass judge the last iterate and move the perturbation on"))
          .map(key -> key.onlyWith("method", Methods.with(Trait.MARGINS)))
          .toList();

  private static final OptionKey CORRECT =
      choice(
              "correct",
              "loss",
              "what of landmarks or objects is judged: the loss, each of its parts, or the mean"
                  + " radial error (landmarks)",
              "loss",
              "components",
              "radial_error")
          .onlyWith("task", "landmark", "detection");

  private static final OptionKey THRESHOLD_PARAMETER =
      decimal(
              "threshold_parameter",
              Range.of(0, 1000).orAutomatic(-1),
              "-1",
              "number of deviations, the quantile, or the Dice, loss or error; automatic is 1, 2,"
                  + " .5, .6 (Dice), 4 (error)")
          .onlyWith("threshold", "mean_minus_sd", "huber", "quantile", "value");

  public static final List<OptionKey> ALL =
      Stream.of(
              List.of(TASK, METHOD),
              PERTURBATION,
              SPECIAL,
              MARGIN,
              List.of(CORRECT, THRESHOLD_PARAMETER))
          .flatMap(List::stream)
          .toList();
}
