package io.github.robustj.training;

import static io.github.robustj.option.Keys.choice;
import static io.github.robustj.option.Keys.decimal;
import static io.github.robustj.option.Keys.whole;

import io.github.robustj.attack.Norm;
import io.github.robustj.option.Key;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import io.github.robustj.task.TaskType;
import io.github.robustj.training.MethodType.Trait;
import java.util.List;
import java.util.Map;

/** The rows of {@code OptionTable.TRAIN} about how a network learns: methods and their attacks. */
public final class MethodTable {

  private MethodTable() {}

  public static final Key<String> TASK =
      choice(Section.LEARNED, "task", TaskType.USUAL.name(), TaskType.names(), Map.of())
          .label("What is learned")
          .help("what the network learns")
          .common();
  public static final Key<String> METHOD =
      choice(Section.LEARNED, "method", Methods.STANDARD.name(), Methods.ALL)
          .label("Training method")
          .help("how it learns")
          .common();
  public static final Key<Norm> NORM =
      choice(
              Section.ATTACK,
              "norm",
              "l2",
              "l1=L1 (sum)",
              "l2=L2 (Euclidean length)",
              "linf=Linf (largest change)")
          .as(Norm::named)
          .label("Norm of the perturbation")
          .help("how the size of a perturbation is measured")
          .common();
  public static final Key<Integer> STEPS =
      whole(Section.ATTACK, "steps", Range.of(1, 10_000), "10")
          .label("Steps of the attack")
          .help("gradient steps of the attack in training")
          .common();
  public static final Key<Double> STEP_SIZE =
      decimal(Section.ATTACK, "step_size", Range.above(0, 1000), "4")
          .label("Step size, in epsilon / steps")
          .help("length of a step in units of epsilon/steps");
  public static final Key<Double> EPSILON =
      decimal(Section.ATTACK, "epsilon", Range.of(0, 1e6).orAutomatic(-1), "-1")
          .label("Epsilon, size of the perturbation")
          .help(
              "radius of adversarial training and of the robust score watched in any training;"
                  + " automatic is twice margin_step")
          .common();
  public static final Key<Integer> EPSILON_WARMUP =
      whole(Section.ATTACK, "epsilon_warmup", Range.of(0, 100_000), "0")
          .label("Epochs until epsilon is reached")
          .help("epochs over which the radius rises to epsilon")
          .onlyWith(METHOD, Methods.with(Trait.FIXED_RADIUS));

  /** Whether perturbed pixels stay in the range of their own image. */
  public static final Key<Boolean> VALID_RANGE =
      choice(Section.ATTACK, "valid_range", "image", "image", "none")
          .as("image"::equals)
          .label("Perturbed pixels stay in the range of")
          .help("what limits a perturbed pixel in training: the range of its own image, or nothing")
          .onlyWith(METHOD, Methods.with(Trait.ATTACKS));

  public static final Key<Double> ADVERSARIAL_SHARE =
      decimal(Section.ATTACK, "adversarial_share", Range.of(0, 1).orAutomatic(-1), "-1")
          .label("Weight of adversarial images")
          .help("weight of the adversarial images in the loss; automatic is 1, or .5 with margins")
          .onlyWith(METHOD, Methods.with(Trait.SHARE));
  public static final Key<Double> AWP_GAMMA =
      decimal(Section.SINGLE_METHODS, "awp_gamma", Range.of(0, .5), "0")
          .label("Weight perturbation, gamma (0: none)")
          .help(
              "relative size of adversarial weight perturbation, 0 for none, .005 in the paper (Wu"
                  + " et al. 2020)");

  /** The task, the method, and the attacks of all methods. */
  static final List<Key<?>> GENERAL =
      List.of(
          TASK,
          METHOD,
          NORM,
          STEPS,
          STEP_SIZE,
          EPSILON,
          EPSILON_WARMUP,
          VALID_RANGE,
          ADVERSARIAL_SHARE);
}
