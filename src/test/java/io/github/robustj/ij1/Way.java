package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import io.github.robustj.cli.CommandLineCall;
import io.github.robustj.command.EngineService;
import io.github.robustj.command.FakeEngineService;
import io.github.robustj.command.Field;
import io.github.robustj.command.RecordingEngine;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Allowed;
import java.awt.Dialog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.Module;

/** The ways into a command. Each calls it with options, and returns what there was to read. */
enum Way {
  MENU {
    @Override
    String call(Call call, Path folder, Optional<Path> seen) throws Exception {
      if (call.needsImage()) IJ.open(call.image(folder));
      // After a failure the dialog has what was entered before.
      RecentInputs.put(call.newCommand(), Map.of());
      Menu.choose(call.command());
      Dialog dialog = Windows.dialog(call.command());
      for (Map.Entry<String, String> option : call.options(folder).entrySet())
        fill(dialog, call.field(option.getKey()).orElseThrow(), option.getValue());
      Windows.close(dialog, "OK");
      String said = Menu.end(call.command());
      if (seen.isPresent()) Seen.write(seen.get().toString());
      Seen.forget();
      return said;
    }
  },
  MACRO_WITH_SCREEN {
    @Override
    String call(Call call, Path folder, Optional<Path> seen) throws Exception {
      String text = call.macro(folder) + seen.map(Seen::macro).orElse("");
      Thread macro = new Thread(() -> IJ.runMacro(text), "macro");
      macro.start();
      String said = Windows.untilEnd("Macro Error", "OK", () -> !macro.isAlive());
      Seen.forget();
      return said;
    }
  },
  MACRO {
    @Override
    String call(Call call, Path folder, Optional<Path> seen) throws Exception {
      String text = call.macro(folder) + seen.map(Seen::macro).orElse("");
      return MacroEnvironment.run("close('*'); run('Clear Results'); " + text, "");
    }
  },
  SCRIPT {
    @Override
    String call(Call call, Path folder, Optional<Path> seen) throws Exception {
      Map<String, Object> inputs = new LinkedHashMap<>(call.options(folder));
      if (call.needsImage()) inputs.put("image", IJ.openImage(call.image(folder)));
      try {
        var type = Menu.COMMANDS.get(call.command());
        Module done = Scripts.COMMANDS.run(type, true, inputs).get();
        if (seen.isPresent()) Seen.write(seen.get(), done.getOutputs().values());
      } catch (ExecutionException e) {
        return message(e);
      }
      return "";
    }
  },
  COMMAND_LINE {
    @Override
    String call(Call call, Path folder, Optional<Path> seen) throws Exception {
      List<String> line = new ArrayList<>(List.of(call.verb()));
      call.options(folder)
          .forEach((key, value) -> line.add("--" + key.replace('_', '-') + "=" + value));
      if (call.needsImage()) line.add("--input=" + call.image(folder));
      if (call.works())
        line.add(
            "--out="
                + seen.map(Path::getParent)
                    .orElse(own(folder).resolve("results " + call.hashCode())));
      CommandLineCall done =
          CommandLineCall.with(Scripts.ENGINES.engine(), line.toArray(String[]::new));
      if (seen.isPresent()) assertEquals(0, done.exitCode(), done.err());
      boolean failed = done.exitCode() == 1 || done.exitCode() == 2;
      return failed ? done.err() : "exit code " + done.exitCode() + ": " + done.err();
    }
  };

  /** Apart, because only these ways need it. */
  private static final class Scripts {

    static final CommandService COMMANDS = commands();
    static final EngineService ENGINES = COMMANDS.context().service(EngineService.class);

    private static CommandService commands() {
      Context context = new Context();
      context.service(LogService.class).setLevel(LogLevel.NONE);
      return context.service(CommandService.class);
    }
  }

  /**
   * Calls the command.
   *
   * @param seen a file for what it leaves in ImageJ; empty if it shall fail
   * @return what there was to read
   */
  abstract String call(Call call, Path folder, Optional<Path> seen) throws Exception;

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

  /** Writes down what a call leaves, with networks in Java; or why it leaves nothing. */
  void result(Call call, Path folder, Path own) throws Exception {
    Files.createDirectories(own);
    Path seen = own.resolve("seen");
    Call mine = this == COMMAND_LINE ? call.onCommandLine() : call;
    String said = withNetworks(() -> call(mine.in(own), folder, Optional.of(seen)));
    if (this != COMMAND_LINE && !Files.exists(seen))
      throw new AssertionError(this + " of " + call + ": " + said);
  }

  /** What is said of a call that is wrong, without what the way adds to every sentence. */
  String sentence(Call call, Path folder) throws Exception {
    Call mine = call.in(own(folder));
    String said = anonymous(withNetworks(() -> call(mine, folder, Optional.empty())), folder);
    said = said.replaceAll("(CPU|GPU \\d+): .*", "").replaceAll("\\s+", " ").strip();
    said = said.replaceAll(".*Macro Error: ", "").replaceAll(" in line \\d+.*", "");
    // The command line has other options.
    said = said.replaceAll(" The options are .*", "");
    said = said.replaceAll(" See robustj \\w+ --help\\.$", "");
    for (Field field : call.newCommand().fields())
      if (said.startsWith(field.label() + ": ")) said = said.substring(field.label().length() + 2);
    return said;
  }

  private static String withNetworks(Callable<String> calling) throws Exception {
    System.setProperty(FakeEngineService.PROPERTY, "network");
    try {
      return calling.call();
    } finally {
      System.clearProperty(FakeEngineService.PROPERTY);
    }
  }

  private String said(Call call, Path folder) throws Exception {
    Path file = file(call, folder);
    Files.createDirectories(file.getParent());
    System.setProperty(RecordingEngine.PROPERTY, file.toString());
    try {
      String said = call(call.in(own(folder)), folder, Optional.empty());
      return anonymous(said, folder).replaceAll("\\s+", " ").strip();
    } finally {
      System.clearProperty(RecordingEngine.PROPERTY);
    }
  }

  /** The job as it was written down, the image called by its name without ending. */
  String recorded(Call call, Path folder) throws Exception {
    return anonymous(Files.readString(file(call, folder)), folder).replace("cells.tif", "cells");
  }

  /** Of what this way writes. */
  Path own(Path folder) {
    return folder.resolve(name());
  }

  private String anonymous(String text, Path folder) {
    return text.replace(own(folder).toString(), "#");
  }

  private Path file(Call call, Path folder) {
    return own(folder).resolve(call.toString().replaceAll("\\W+", "-") + ".txt");
  }

  /** The fields of a task come when its model is known. */
  private static void fill(Dialog dialog, Field field, String value) throws Exception {
    String label = field.label();
    Windows.await(label, () -> Windows.labels(dialog).contains(label) ? true : null);
    if (field.key().allowed() instanceof Allowed.Choice)
      Windows.choose(dialog, label, field.words(value));
    else if (field.key().allowed() instanceof Allowed.Flag) Windows.tick(dialog, label);
    else Windows.fill(dialog, label, value);
  }

  /** What RobustJ says in an exception. */
  private static String message(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof RobustJException) return cause.getMessage();
    return failure.toString();
  }
}
