package io.github.robustj.command;

import ij.IJ;
import ij.ImagePlus;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.Discs;
import io.github.robustj.worker.Engines;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

/**
 * A process like a Fiji that has TensorFlow 1.15: runs every command, then TensorFlow 1.15 itself,
 * and prints a line for each.
 */
final class FijiWithTensorFlow1 {

  private static final Set<String> RUN = new TreeSet<>();

  private FijiWithTensorFlow1() {}

  /**
   * @param arguments an empty folder
   */
  public static void main(String[] arguments) throws Throwable {
    Path folder = Path.of(arguments[0]);
    Discs.write(folder.resolve("data"), 4);
    try (Context context = MacroCall.context()) {
      Set<String> all = new TreeSet<>();
      for (CommandInfo info : context.service(CommandService.class).getCommands())
        if (info.getMenuPath().getMenuString().startsWith("Plugins > RobustJ"))
          all.add(info.getClassName());
      run(context, EngineCommand.class, Map.of());
      segmentation(context, folder);
      landmarks(context, folder);
      objects(context, folder);
      all.removeAll(RUN);
      System.out.println("commands not run: " + all);
      System.out.println("worker ran: " + Engines.worker().isPresent());
      start(context, folder);
    }
    System.out.println("worker left: " + Engines.worker().isPresent());
    Class.forName("com.google.protobuf.RuntimeVersion");
    System.out.println("TensorFlow 1: " + oldTensorFlow());
    System.exit(0);
  }

  private static void segmentation(Context context, Path folder) throws Throwable {
    Path data = folder.resolve("data");
    Map<String, Object> small = Map.of("epochs", 1, "width", 4, "depth", 2);
    all(context, data, folder.resolve("model"), Discs.imagePlus(40, 20, 99), small);
  }

  private static void landmarks(Context context, Path folder) throws Throwable {
    Path data = Path.of("sample-data/landmarks-hc18/train");
    Map<String, Object> small = new HashMap<>(Map.of("task", "landmark", "resolution", 32));
    small.putAll(Map.of("epochs", 1, "width", 4, "depth", 2));
    ImagePlus head = IJ.openImage(data.resolve("images/076_HC.png").toString());
    all(context, data, folder.resolve("heads"), head, small);
  }

  private static void objects(Context context, Path folder) throws Throwable {
    Path data = folder.resolve("smears");
    Cells.write(data, 4);
    Map<String, Object> small = new HashMap<>(Map.of("task", "detection", "resolution", 64));
    small.putAll(Map.of("epochs", 1, "width", 4, "depth", 2));
    ImagePlus smear = Cells.image(Cells.drawn(9), 9);
    all(context, data, folder.resolve("cells"), smear, small);
    run(context, ThresholdCommand.class, Map.of("image", smear, "threshold", .1));
  }

  /** Every command that has to do with a model. */
  private static void all(
      Context context, Path data, Path folder, ImagePlus image, Map<String, Object> options)
      throws Throwable {
    File model = folder.toFile();
    Map<String, Object> training = new HashMap<>(options);
    training.putAll(Map.of("data", data.toFile(), "out", model));
    run(context, TrainCommand.class, training);
    run(context, PredictCommand.class, Map.of("image", image, "model", model));
    run(context, AttackCommand.class, Map.of("image", image, "model", model, "steps", 2));
    File curve = new File(folder + ".json");
    Map<String, Object> evaluation = new HashMap<>(Map.of("data", data.toFile(), "model", model));
    evaluation.putAll(Map.of("epsilons", "0,1", "steps", 2, "out", curve));
    run(context, EvaluateCommand.class, evaluation);
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
    RUN.add(type.getName());
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
