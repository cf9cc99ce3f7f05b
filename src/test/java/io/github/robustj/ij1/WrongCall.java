package io.github.robustj.ij1;

import io.github.robustj.cli.CommandLineCall;
import io.github.robustj.command.Field;
import io.github.robustj.job.ModelTask;
import io.github.robustj.option.Allowed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call that is refused. */
record WrongCall(Call call) {

  private static final String GOOD = "model=@/segmentation";

  /** Everything that can be wrong, once for each kind. */
  static List<WrongCall> all() {
    return List.of(
        predict("model=@/nowhere"),
        predict("model=@/cells.tif"),
        predict("model=@/no model"),
        predict("model=@/cut model"),
        predict("model=@/no network"),
        predict("model="),
        predict(),
        predict(GOOD, "tilt=3"),
        predict(GOOD, "tile=7"),
        predict(GOOD, "tile=abc"),
        predict(GOOD, "tile=64.5"),
        predict(GOOD, "tile=99999999999"),
        predict(GOOD, "tile="),
        predict(GOOD, "pixel_size=-1"),
        predict(GOOD, "pixel_size=NaN"),
        predict(GOOD, "pixel_size=Infinity"),
        predict(GOOD, "pixel_size=0,5"),
        predict(GOOD, "threshold=0.5"),
        predict(GOOD, "threshold=2"),
        predict(GOOD, "overwrite=perhaps"),
        predict(GOOD, "device=abacus"),
        predict(GOOD, "input=@/nowhere.tif"),
        predict(GOOD, "input=@/text.tif"),
        predict(GOOD, "input=@/text.txt"),
        predict(GOOD, "input=@/empty.png"),
        predict(GOOD, "measurements=d = distance(left, right)"),
        predict("model=@/landmark", "measurements=d = distance(left, nobody)"),
        predict("model=@/landmark", "measurements=distance"),
        predict("model=@/landmark", "tile=64"),
        predict("model=@/detection", "threshold=2"),
        predict("model=@/detection", "class_thresholds=RBC=2"),
        predict("model=@/detection", "class_thresholds=nobody=0.5"),
        predict("model=@/detection", "pixel_size=0.5"),
        attack(GOOD, "epsilon=-1"),
        attack(GOOD, "epsilon=much"),
        attack(GOOD, "steps=0"),
        attack(GOOD, "steps=1.5"),
        attack(GOOD, "norm=l7"),
        attack(GOOD, "attack=magic"),
        attack(GOOD, "label=@/nowhere.tif"),
        attack(GOOD, "label=@/text.tif"),
        attack(GOOD, "label=@/small.tif"),
        attack("model=@/landmark", "label=@/text.txt"),
        attack("model=@/detection", "label=@/text.txt"),
        attack(GOOD, "y_origin=bottom"),
        attack(GOOD, "region=@/small.tif"),
        attack(GOOD, "seed=x"),
        attack("model=@/nowhere"),
        evaluate(GOOD, "data=@/nowhere", "out=#/curve.json"),
        evaluate(GOOD, "data=@/cells.tif", "out=#/curve.json"),
        evaluate(GOOD, "data=@/no data", "out=#/curve.json"),
        evaluate(GOOD, "data=@/data landmark", "out=#/curve.json"),
        evaluate("model=@/landmark", "data=@/data detection", "out=#/curve.json"),
        evaluate("model=@/nowhere", "data=@/data segmentation", "out=#/curve.json"),
        evaluate(GOOD, "data=@/data segmentation", "out=#/curve.txt"),
        evaluate(GOOD, "data=@/data segmentation", "out=@/text.txt/curve.json"),
        evaluate(GOOD, "data=@/data segmentation", "out="),
        evaluate(GOOD, "data=@/data segmentation", "out=#/curve.json", "epsilons=1,x"),
        evaluate(GOOD, "data=@/data segmentation", "out=#/curve.json", "epsilons=-1"),
        evaluate(GOOD, "data=@/data segmentation", "out=#/curve.json", "split=@/nowhere.txt"),
        evaluate(GOOD, "data=@/data segmentation", "out=@/data segmentation/curve.json"),
        report("results=@/nowhere.json", "out=#/r.html"),
        report("results=@/text.txt", "out=#/r.html"),
        report("results=@/segmentation/model.json", "out=#/r.html"),
        report("results=@/segmentation", "out=#/r.html"),
        report("results=", "out=#/r.html"),
        report("out=#/r.html"),
        report("results=@/first.json", "out="),
        report("results=@/first.json", "out=#/r.txt"),
        report("results=@/first.json", "out=@/text.txt/r.html"),
        report("results=@/first.json", "out=@/first.json"),
        report("results=@/first.json", "further_results=@/first.json", "out=#/r.html"),
        report("results=@/first.json", "further_results=@/other.json", "out=#/r.html"),
        report("results=@/first.json", "further_results=@/nowhere.json", "out=#/r.html"),
        report("results=@/first.json", "out=#/r.html", "steps=3"),
        report("results=@/first.json", "out=#/r.html", "overwrite=perhaps"),
        train("task=segmentation", "data=@/nowhere", "out=#/new"),
        train("task=segmentation", "data=@/no data", "out=#/new"),
        train("data=@/data landmark", "task=detection", "out=#/new"),
        train("task=thought", "data=@/data segmentation", "out=#/new"),
        train("task=segmentation", "data=@/data segmentation", "out=@/text.txt"),
        train("task=segmentation", "data=@/data segmentation", "out="),
        train("task=segmentation", "data=@/data segmentation", "out=#/new", "epochs=-1"),
        train("task=segmentation", "data=@/data segmentation", "out=#/new", "epochs=1.5"),
        train("task=segmentation", "data=@/data segmentation", "out=#/new", "epsilon=x"),
        train("task=segmentation", "data=@/data segmentation", "out=#/new", "validation=2"),
        train("task=segmentation", "data=@/data segmentation", "out=#/new", "split=@/text.txt"),
        imported("source=@/nowhere"),
        imported("source=@/nowhere", "out=#/new"),
        imported("source=@/no model", "out=#/new"),
        imported("source=@/text.txt"),
        imported("source=", "out=#/new"),
        imported("source=@/no model", "out=@/text.txt"),
        imported("source=@/no model", "out=@/segmentation"),
        imported("source=@/no model", "out=#/new", "channels=-1"),
        imported("source=@/no model", "out=#/new", "output_values=magic"),
        imported("source=@/no model", "out=#/new", "epochs=3"));
  }

  private static WrongCall predict(String... options) {
    return of("Predict", options);
  }

  private static WrongCall attack(String... options) {
    return of("Attack Image", options);
  }

  private static WrongCall evaluate(String... options) {
    return of("Evaluate Robustness", options);
  }

  private static WrongCall report(String... options) {
    return of("Make Report", options);
  }

  private static WrongCall train(String... options) {
    return of("Train Model", options);
  }

  private static WrongCall imported(String... options) {
    return of("Import Model", options);
  }

  private static WrongCall of(String command, String... options) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String option : options) {
      String[] parts = option.split("=", 2);
      given.put(parts[0], parts[1]);
    }
    return new WrongCall(new Call(command, given));
  }

  /** Whether there is such a call: dialogs have no wrong choices, for instance. */
  boolean isOf(Way way) {
    if (way == Way.COMMAND_LINE) return call.given().keySet().stream().allMatch(this::canBeTyped);
    // A macro without options wants the dialog.
    if (way == Way.MACRO_WITH_SCREEN) return !call.given().isEmpty();
    if (way != Way.MENU) return true;
    // What is not filled in is as it was the last time.
    return call.given().keySet().containsAll(required())
        && call.given().keySet().stream().allMatch(this::canBeEntered);
  }

  private List<String> required() {
    return call.newCommand().keys().stream().filter(k -> k.required()).map(k -> k.name()).toList();
  }

  /** Of which the dialog shows the fields. */
  private ModelTask task() {
    String words = String.join(" ", call.given().values());
    if (words.contains("@/landmark")) return ModelTask.named("landmark");
    return words.contains("@/detection")
        ? ModelTask.named("detection")
        : ModelTask.named("segmentation");
  }

  /** Some options are the command's alone; what is no option can be typed, too. */
  private boolean canBeTyped(String key) {
    return CommandLineCall.options(call.verb()).contains(key)
        || call.newCommand().keys().stream().noneMatch(known -> known.name().equals(key));
  }

  private boolean canBeEntered(String key) {
    Optional<Field> field = call.field(key);
    if (field.isEmpty() || !field.get().tasks().contains(task())) return false;
    Allowed allowed = field.get().key().allowed();
    if (allowed instanceof Allowed.Choice choice)
      return choice.choices().contains(call.given().get(key));
    return !(allowed instanceof Allowed.Flag);
  }
}
