package io.github.robustj.ij1;

import io.github.robustj.cli.CommandLineCall;
import io.github.robustj.command.Field;
import io.github.robustj.command.JobCommand;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A command with options; an @ in a value is the test's folder, a # one for each way.
 *
 * @param command as the menu calls it
 */
record Call(String command, Map<String, String> given) {

  private static final List<String> TASKS = List.of("segmentation", "landmark", "detection");
  private static final Map<String, String> FURTHER =
      Map.of(
          "segmentation", ",probabilities=true",
          "landmark", ",measurements=span is distance(left; right),measurement_file=#/measured.csv",
          "detection", ",threshold=0.4,boxes_file=#/boxes.csv");

  /**
   * Every command that becomes a job, with every task: what must be given alone, so all else by
   * default, and more.
   */
  static List<Call> all() {
    return Stream.of(false, true).flatMap(more -> all(more).stream()).toList();
  }

  static List<Call> all(boolean more) {
    List<Call> calls = new ArrayList<>();
    for (String task : TASKS) {
      String data = "data=@/data " + task;
      String model = "model=@/" + task;
      calls.add(of("Train Model", more, "epochs=7", "task=" + task, data, "out=#/new"));
      String further = task.equals("detection") ? "threshold=0.4" : "pixel_size=0.25";
      calls.add(of("Predict", more, further, model));
      calls.add(of("Attack Image", more, "epsilon=2.5,steps=7", model));
      calls.add(of("Evaluate Robustness", more, "epsilons=0;1.5", model, data, "out=#/curve.json"));
    }
    String names = "class_names=background;cell";
    calls.add(of("Import Model", more, names, "source=@/network", "out=#/imported"));
    calls.add(of("Import Model", more, names, "source=@/network"));
    return calls;
  }

  String verb() {
    return isReport() ? "report" : command.split(" ")[0].toLowerCase();
  }

  /** Whether it reads and writes without a job. */
  boolean isReport() {
    return command.equals("Make Report");
  }

  /** What a command does to be seen, with every task; a report of any. */
  static List<Call> results() {
    List<Call> calls = new ArrayList<>();
    for (String task : TASKS) {
      String data = "data=@/data " + task;
      String model = "model=@/" + task;
      calls.add(of("Predict", true, "roi_file=#/rois.zip" + FURTHER.get(task), model));
      calls.add(of("Attack Image", true, "epsilon=2,steps=2,picture=true", model));
      calls.add(
          of(
              "Evaluate Robustness",
              true,
              "epsilons=0;1.5,steps=2",
              model,
              data,
              "out=#/curve.json"));
    }
    String results = "results=@/first.json";
    calls.add(
        of("Make Report", true, "further_results=@/second.json", results, "out=#/report.html"));
    return calls;
  }

  private static Call of(String command, boolean more, String further, String... needed) {
    Map<String, String> given = new LinkedHashMap<>();
    List<String> options = new ArrayList<>(List.of(needed));
    if (more) options.addAll(List.of(further.split(",")));
    for (String option : options)
      given.put(
          option.split("=")[0], option.split("=")[1].replace(';', ',').replace(" is ", " = "));
    return new Call(command, given);
  }

  Map<String, String> options(Path folder) {
    Map<String, String> options = new LinkedHashMap<>();
    given.forEach((key, value) -> options.put(key, value.replace("@", folder.toString())));
    return options;
  }

  /** Whether it works on an image. */
  boolean works() {
    return command.equals("Predict") || command.equals("Attack Image");
  }

  boolean needsImage() {
    return works() && !given.containsKey("input");
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

  /** The field on the first page of the dialog; empty if there is none. */
  Optional<Field> field(String key) {
    return newCommand().pages().get(0).fields().stream()
        .filter(field -> field.name().equals(key))
        .findFirst();
  }

  JobCommand newCommand() {
    try {
      return Menu.COMMANDS.get(command).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without what the command line writes under names of its own. */
  Call onCommandLine() {
    Map<String, String> known = new LinkedHashMap<>(given);
    known.keySet().retainAll(CommandLineCall.options(verb()));
    return new Call(command, known);
  }

  /** With a folder for what one way writes. */
  Call in(Path own) {
    Map<String, String> all = new LinkedHashMap<>();
    given.forEach((key, value) -> all.put(key, value.replace("#", own.toString())));
    return new Call(command, all);
  }
}
