package io.github.robustj.command;

import ij.ImagePlus;
import io.github.robustj.testing.Discs;
import io.github.robustj.worker.Engines;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.module.Module;

/**
 * A process like a Fiji that has TensorFlow 1.15: runs every command, then TensorFlow 1.15 itself,
 * and prints a line for each.
 */
final class FijiWithTensorFlow1 {

  private FijiWithTensorFlow1() {}

  /**
   * @param arguments an empty folder
   */
  public static void main(String[] arguments) throws Throwable {
    Path folder = Path.of(arguments[0]);
    Discs.write(folder.resolve("data"), 4);
    try (Context context = MacroCall.context()) {
      commands(context, folder);
      start(context, folder);
    }
    System.out.println("worker left: " + Engines.worker().isPresent());
    Class.forName("com.google.protobuf.RuntimeVersion");
    System.out.println("TensorFlow 1: " + oldTensorFlow());
    System.exit(0);
  }

  private static void commands(Context context, Path folder) throws Throwable {
    File data = folder.resolve("data").toFile();
    File model = folder.resolve("model").toFile();
    Map<String, Object> training = new HashMap<>(Map.of("data", data, "out", model));
    training.putAll(Map.of("epochs", 1, "width", 4, "depth", 2));
    run(context, EngineCommand.class, Map.of());
    run(context, TrainCommand.class, training);
    ImagePlus image = Discs.imagePlus(40, 20, 99);
    run(context, PredictCommand.class, Map.of("image", image, "model", model));
    run(context, AttackCommand.class, Map.of("image", image, "model", model, "steps", 2));
    run(
        context,
        EvaluateCommand.class,
        Map.of(
            "data",
            data,
            "model",
            model,
            "epsilons",
            "0,1",
            "steps",
            2,
            "out",
            folder.resolve("curve.json").toFile()));
  }

  /** From the call to the first outlines of an image of 256 x 256 pixels. */
  private static void start(Context context, Path folder) throws Throwable {
    run(context, EngineCommand.class, Map.of("action", "stop"));
    for (String state : new String[] {"cold", "warm"}) {
      long before = System.nanoTime();
      ImagePlus image = Discs.imagePlus(256, 128, 5);
      File model = folder.resolve("model").toFile();
      run(context, PredictCommand.class, Map.of("image", image, "model", model));
      System.out.printf("%s start: %.2f s%n", state, (System.nanoTime() - before) / 1e9);
    }
  }

  private static void run(
      Context context, Class<? extends Command> type, Map<String, Object> inputs) throws Throwable {
    Module done = MacroCall.script(context, type, inputs);
    System.out.println(type.getSimpleName() + " gave " + done.getOutputs().keySet());
  }

  /** Its version and the sum of 1 and 2; by reflection, because the tests have the other one. */
  private static String oldTensorFlow() throws Exception {
    String version =
        (String) Class.forName("org.tensorflow.TensorFlow").getMethod("version").invoke(null);
    Class<?> tensors = Class.forName("org.tensorflow.Tensors");
    Class<?> graphs = Class.forName("org.tensorflow.Graph");
    Class<?> sessions = Class.forName("org.tensorflow.Session");
    Object graph = graphs.getConstructor().newInstance();
    Object one = constant(graph, "one", tensors.getMethod("create", float.class).invoke(null, 1f));
    Object two = constant(graph, "two", tensors.getMethod("create", float.class).invoke(null, 2f));
    Object sum = build(add(add(builder(graph, "Add", "sum"), one), two));
    Object session = sessions.getConstructor(graphs).newInstance(graph);
    Object runner = sessions.getMethod("runner").invoke(session);
    String name = (String) sum.getClass().getMethod("name").invoke(sum);
    runner.getClass().getMethod("fetch", String.class).invoke(runner, name);
    Object result = ((List<?>) call(runner, "run")).get(0);
    return version + ", 1 + 2 = " + call(result, "floatValue");
  }

  private static Object constant(Object graph, String name, Object tensor) throws Exception {
    Object builder = builder(graph, "Const", name);
    Object type = call(tensor, "dataType");
    builder
        .getClass()
        .getMethod("setAttr", String.class, type.getClass())
        .invoke(builder, "dtype", type);
    builder
        .getClass()
        .getMethod("setAttr", String.class, Class.forName("org.tensorflow.Tensor"))
        .invoke(builder, "value", tensor);
    return build(builder);
  }

  private static Object builder(Object graph, String type, String name) throws Exception {
    return graph
        .getClass()
        .getMethod("opBuilder", String.class, String.class)
        .invoke(graph, type, name);
  }

  private static Object add(Object builder, Object operation) throws Exception {
    Object output = operation.getClass().getMethod("output", int.class).invoke(operation, 0);
    return builder
        .getClass()
        .getMethod("addInput", Class.forName("org.tensorflow.Output"))
        .invoke(builder, output);
  }

  private static Object build(Object builder) throws Exception {
    return call(builder, "build");
  }

  private static Object call(Object target, String method) throws Exception {
    var found = target.getClass().getMethod(method);
    found.setAccessible(true);
    return found.invoke(target);
  }
}
