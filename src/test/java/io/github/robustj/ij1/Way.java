package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.WindowManager;
import io.github.robustj.cli.CommandLineCall;
import io.github.robustj.command.RecordingEngine;
import java.awt.Dialog;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;

/** The ways into a command. Each calls it with options, and returns what there was to read. */
enum Way {
  MENU {
    @Override
    String call(Call call, Path folder) throws Exception {
      if (call.needsImage()) IJ.open(call.image(folder));
      Menu.choose(call.command());
      Dialog dialog = Windows.dialog(call.command());
      for (Map.Entry<String, String> option : call.options(folder).entrySet())
        fill(dialog, call, option.getKey(), option.getValue());
      Windows.close(dialog, "OK");
      String said = Windows.message();
      Menu.requireEnd(call.command());
      WindowManager.closeAllWindows();
      return said;
    }
  },
  MACRO_WITH_SCREEN {
    @Override
    String call(Call call, Path folder) throws Exception {
      Thread macro = new Thread(() -> IJ.runMacro(call.macro(folder)));
      macro.start();
      Dialog dialog = Windows.dialog("Macro Error");
      String said = Windows.text(dialog);
      Windows.close(dialog, "OK");
      macro.join(10_000);
      WindowManager.closeAllWindows();
      return said;
    }
  },
  MACRO {
    @Override
    String call(Call call, Path folder) throws Exception {
      return MacroEnvironment.run(call.macro(folder), "");
    }
  },
  SCRIPT {
    @Override
    String call(Call call, Path folder) throws Exception {
      Map<String, Object> inputs = new LinkedHashMap<>(call.options(folder));
      if (call.needsImage()) inputs.put("image", IJ.openImage(call.image(folder)));
      try {
        var type = Menu.COMMANDS.get(call.command());
        Scripts.COMMANDS.run(type, true, inputs).get();
      } catch (ExecutionException e) {
        Throwable cause = e;
        while (cause.getCause() != null) cause = cause.getCause();
        return cause.getMessage();
      }
      return "";
    }
  },
  COMMAND_LINE {
    @Override
    String call(Call call, Path folder) throws Exception {
      List<String> line = new ArrayList<>();
      line.add(call.verb());
      call.options(folder)
          .forEach((key, value) -> line.add("--" + key.replace('_', '-') + "=" + value));
      if (call.needsImage())
        line.addAll(List.of("--input=" + call.image(folder), "--out=" + folder.resolve("results")));
      Path file = Path.of(System.getProperty(RecordingEngine.PROPERTY));
      return CommandLineCall.with(new RecordingEngine(file), line.toArray(String[]::new)).err();
    }
  };

  /** Apart, because only scripts need it. */
  private static final class Scripts {

    static final CommandService COMMANDS = commands();

    private static CommandService commands() {
      Context context = new Context();
      context.service(LogService.class).setLevel(LogLevel.NONE);
      return context.service(CommandService.class);
    }
  }

  /** Calls the command, and returns what there was to read. */
  abstract String call(Call call, Path folder) throws Exception;

  /** Writes the job that a call becomes into a file of its own. */
  void record(Call call, Path folder) throws Exception {
    String said = said(call, folder);
    assertTrue(said.contains(RecordingEngine.SENTENCE), this + " of " + call + ": " + said);
  }

  /** The job that a call becomes, or the sentence why it becomes none. */
  String outcome(Call call, Path folder) throws Exception {
    String said = said(call, folder);
    return said.contains(RecordingEngine.SENTENCE) ? recorded(call, folder) : said;
  }

  private String said(Call call, Path folder) throws Exception {
    Path file = file(call, folder);
    Files.createDirectories(file.getParent());
    System.setProperty(RecordingEngine.PROPERTY, file.toString());
    try {
      return call(call, folder).replaceAll("\\s+", " ").strip();
    } finally {
      System.clearProperty(RecordingEngine.PROPERTY);
    }
  }

  /** The job as it was written down, the image called by its name without ending. */
  String recorded(Call call, Path folder) throws Exception {
    return Files.readString(file(call, folder)).replace("cells.tif", "cells");
  }

  private Path file(Call call, Path folder) {
    return folder.resolve(name()).resolve(call.toString().replaceAll("\\W+", "-") + ".txt");
  }

  private static void fill(Dialog dialog, Call call, String key, String value) throws Exception {
    String label = call.label(key);
    String whole =
        Windows.await(
            label,
            () ->
                Windows.labels(dialog).stream()
                    .filter(l -> l.startsWith(label))
                    .findAny()
                    .orElse(null));
    if (key.equals("task")) Windows.choose(dialog, whole, value);
    else Windows.fill(dialog, whole, value);
  }

  /**
   * A command with options; an @ in a value is the test's folder.
   *
   * @param command as the menu calls it
   */
  record Call(String command, Map<String, String> given) {

    private static final List<String> TASKS = List.of("segmentation", "landmark", "detection");

    /**
     * Every command with every task: what must be given alone, so all else by default, and more.
     */
    static List<Call> all() {
      return Stream.of(false, true).flatMap(more -> all(more).stream()).toList();
    }

    static List<Call> all(boolean more) {
      List<Call> calls = new ArrayList<>();
      for (String task : TASKS) {
        String data = "data=@/data " + task;
        String model = "model=@/" + task;
        calls.add(of("Train Model", more, "epochs=7", "task=" + task, data, "out=@/new"));
        String further = task.equals("detection") ? "threshold=0.4" : "pixel_size=0.25";
        calls.add(of("Predict", more, further, model));
        calls.add(of("Attack Image", more, "epsilon=2.5,steps=7", model));
        calls.add(
            of("Evaluate Robustness", more, "epsilons=0;1.5", model, data, "out=@/curve.json"));
      }
      return calls;
    }

    String verb() {
      return command.split(" ")[0].toLowerCase();
    }

    private static Call of(String command, boolean more, String further, String... needed) {
      Map<String, String> given = new LinkedHashMap<>();
      List<String> options = new ArrayList<>(List.of(needed));
      if (more) options.addAll(List.of(further.split(",")));
      for (String option : options)
        given.put(option.split("=")[0], option.split("=")[1].replace(';', ','));
      return new Call(command, given);
    }

    Map<String, String> options(Path folder) {
      Map<String, String> options = new LinkedHashMap<>();
      given.forEach((key, value) -> options.put(key, value.replace("@", folder.toString())));
      return options;
    }

    boolean needsImage() {
      return command.equals("Predict") || command.equals("Attack Image");
    }

    String image(Path folder) {
      return folder + File.separator + "cells.tif";
    }

    String macro(Path folder) {
      StringBuilder options = new StringBuilder();
      options(folder).forEach((key, value) -> options.append("%s=[%s] ".formatted(key, value)));
      String open = needsImage() ? "open(\"%s\"); ".formatted(image(folder)) : "";
      return open + "run(\"%s...\", \"%s\");".formatted(command, options.toString().strip());
    }

    /** How the field begins that a dialog has for an option. */
    String label(String key) {
      return switch (key) {
        case "out" -> command.startsWith("Train") ? "Folder for the new model" : "Result file";
        case "data" -> "Folder of images and labels";
        case "model" -> "Folder of the model";
        case "task" -> "What is learned";
        case "epochs" -> "Epochs";
        case "seed" -> "Random seed";
        case "epsilon" -> "Epsilon, size";
        case "epsilons" -> "Epsilons, sizes";
        case "steps" -> "Steps of the attack";
        case "pixel_size" -> "Pixel size";
        case "threshold" -> "Score from which";
        default -> throw new IllegalArgumentException(key);
      };
    }
  }
}
