package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** Every line of a macro that README and its pages show is one that a command takes. */
class QuotedMacrosTest {

  private static final Pattern CALL = Pattern.compile("run\\(\"([^\"]+)\"(?:, \"([^\"]*)\")?\\)");

  @Test
  void theCommandsTakeThem() throws IOException {
    int found = 0;
    try (Context context = MacroCall.context()) {
      Map<String, JobCommand> menu = menu(context);
      for (Path page : pages()) {
        Matcher call = CALL.matcher(Files.readString(page));
        for (; call.find(); found++) {
          JobCommand command = menu.get(call.group(1));
          assertTrue(command != null, page + ": " + call.group());
          require(command, call.group(2) == null ? "" : call.group(2));
        }
      }
    }
    assertTrue(found >= 5, "found " + found);
  }

  /** As {@link MacroInputs} reads them. */
  private static void require(JobCommand command, String options) {
    Map<String, String> given = MacroText.parse(options);
    Options.of(given, command.keys());
    for (Field field : command.fields())
      if (given.containsKey(field.name())) command.parse(field, given.get(field.name()));
  }

  private static Map<String, JobCommand> menu(Context context) {
    Map<String, JobCommand> menu = new HashMap<>();
    for (CommandInfo info : context.service(CommandService.class).getCommands())
      if (info instanceof JobInfo job)
        menu.put(info.getMenuPath().getLeaf().getName(), command(job));
    return menu;
  }

  private static JobCommand command(JobInfo info) {
    try {
      return ((JobModule) info.createModule()).getCommand();
    } catch (Exception e) {
      throw new AssertionError(info.getTitle(), e);
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> files = Files.list(Path.of("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }
}
