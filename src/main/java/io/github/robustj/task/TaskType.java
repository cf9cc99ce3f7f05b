package io.github.robustj.task;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.YOrigin;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A kind of task: what is known of it before there are data or a model. Each is a public class
 * without parameters in its own room, which a line in {@code META-INF/services} names.
 */
public abstract class TaskType {

  /** In the order in which users see them. */
  public static final List<TaskType> ALL =
      ServiceLoader.load(TaskType.class, TaskType.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  /** What is taken where nobody says which, and where nothing tells. */
  public static final TaskType USUAL = named("segmentation");

  private final String name;
  private final String verb;
  private final String measure;
  private final Set<String> own;
  private final Set<String> learning;

  /**
   * @param name as {@code model.json} and the option {@code task} call it
   * @param verb what its models do, in the third person: {@code segments}
   * @param measure what a training measures: {@code Dice}
   * @param own the options that its models have and those of another task have not, by name
   * @param learning the same of options of trainings
   */
  protected TaskType(String name, String verb, String measure, String own, String learning) {
    this.name = name;
    this.verb = verb;
    this.measure = measure;
    this.own = Set.of(own.split(", "));
    this.learning = Set.of(learning.split(", "));
  }

  public static List<String> names() {
    return names(type -> true);
  }

  /** The names of those of a kind. */
  public static List<String> names(Predicate<TaskType> kind) {
    return ALL.stream().filter(kind).map(TaskType::name).toList();
  }

  /** The names of those whose trainings have an option that not all have. */
  public static List<String> learningWith(String option) {
    return names(type -> type.learning.contains(option));
  }

  /** What all of them have, each once. */
  public static List<String> all(Function<TaskType, List<String>> names) {
    return ALL.stream().flatMap(type -> names.apply(type).stream()).distinct().toList();
  }

  /**
   * What the data in a folder teach; empty where the names of its files do not tell. The usual task
   * is asked last, since others have folders of the same name.
   */
  public static Optional<TaskType> taughtBy(Path folder) {
    return Stream.concat(ALL.stream().filter(type -> type != USUAL), Stream.of(USUAL))
        .filter(type -> type.isTaughtBy(folder))
        .findFirst();
  }

  public static Optional<TaskType> find(String name) {
    return ALL.stream().filter(type -> type.name.equals(name)).findFirst();
  }

  public static TaskType named(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no task is called " + name));
  }

  public final String name() {
    return name;
  }

  public final String verb() {
    return verb;
  }

  public final String measure() {
    return measure;
  }

  /** Whether an option that only some tasks have does something with its models. */
  public final boolean takes(String option) {
    return own.contains(option);
  }

  /** What attacks on its models may maximise, as users type it. */
  public abstract List<String> objectives();

  /** What attacks may lead to, as users type it: {@code none} first. */
  public abstract List<String> targets();

  /** Whether the names of the files in a data folder tell of its annotations. */
  public abstract boolean isTaughtBy(Path folder);

  public abstract AnnotatedCases read(Path data, AnnotatedCases.Reading how);

  /** What a file says of an image. */
  public abstract Annotation truth(Path file, Image image, YOrigin origin);

  /**
   * @throws RobustJException if the question is none that the task can be about
   */
  public abstract Task<?> task(Question question, Correctness correctness);

  /** What a question is about, where nobody says what counts as correct. */
  public static Task<?> of(Question question) {
    return named(question.name()).task(question, Correctness.LOSS);
  }

  /** The record of what its models answer; its components are keys of {@code model.json}. */
  public abstract Class<? extends Question> question();

  /**
   * What a network is asked that gives a number for each class and pixel; empty if the task is
   * another.
   *
   * @param classes the background first
   */
  protected Optional<Question> ofPixels(List<LabelClass> classes) {
    return Optional.empty();
  }

  /** What a network is asked that gives distances along rays; empty if the task is another. */
  protected Optional<Question> ofStars(Stars stars) {
    return Optional.empty();
  }

  /** As {@link #ofStars}, of the task that has such networks. */
  public static Question stars(Stars stars) {
    return ALL.stream().flatMap(type -> type.ofStars(stars).stream()).findFirst().orElseThrow();
  }

  /** As {@link #ofPixels}, of the task that has such networks. */
  public static Question pixels(List<LabelClass> classes) {
    return ALL.stream().flatMap(type -> type.ofPixels(classes).stream()).findFirst().orElseThrow();
  }

  /** The question with what follows from a trained network, see {@link Task#tuned}. */
  public Question tuned(Question question, Task<?> task) {
    return question;
  }

  /** Whether what it finds are objects, whose targets other tasks have not. */
  public boolean findsObjects() {
    return false;
  }

  /**
   * @throws RobustJException if a target is for objects and the task not, or the other way round
   */
  public void requireTarget(String target) {
    boolean ofObjects =
        ALL.stream().anyMatch(type -> type.findsObjects() && type.targets().contains(target));
    if (targets().contains(target) || !findsObjects() && !ofObjects) return;
    throw new RobustJException(
        ofObjects
            ? "The option target is %s, which only objects have, but the model finds none; choose none, erase, shrink, swap, move or mask."
                .formatted(target)
            : "The option target is %s, which objects do not have, but with a model that finds objects it must be one of %s."
                .formatted(target, String.join(", ", targets())));
  }

  /** Fewest down-samplings of its networks, whose outputs may be coarser than images. */
  public int leastDepth() {
    return 1;
  }

  /** Whether its loss can look at the coarser levels of a network, too. */
  public boolean learnsFromLevels() {
    return false;
  }

  /** Longest side in pixels that images are brought to, where they are and the user gives none. */
  public int usualResolution() {
    return 128;
  }

  /**
   * Whether what is learned lies along the axes of images, which are turned by right angles only.
   */
  public boolean staysStraight() {
    return false;
  }

  /** What makes a training of one image at a time need less memory. */
  public String lighter() {
    return "a smaller resolution";
  }

  /** The rule for what counts as correct, where a training has margins and the user gives none. */
  public String usualThreshold() {
    return "mean";
  }

  /**
   * The settings that papers have for margins of its models, by the preset, as a macro gives them;
   * of {@code fast} and {@code replay} only what this task adds.
   */
  public Map<String, String> marginPresets() {
    return Map.of();
  }

  /** What a training with margins may call correct, as the option {@code correct} has it. */
  public boolean knows(Correctness correctness) {
    return true;
  }

  /** Whether what counts as correct is judged by losses or errors, which are better low. */
  public boolean judgesByLosses() {
    return true;
  }
}
