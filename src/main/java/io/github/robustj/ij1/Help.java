package io.github.robustj.ij1;

import io.github.robustj.command.Field;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.Page;

/** What the Help button of a command's dialogs shows. */
final class Help {

  private Help() {}

  /** A page of HTML: every option with its label, macro key, meaning and default. */
  static String of(JobCommand command) {
    StringBuilder html = new StringBuilder("<html><h2>" + command.name() + "</h2>");
    html.append("<p>").append(escape(command.description())).append("</p>");
    html.append("<p>The words in <code>typewriter</code> letters are the keys in macros.</p>");
    for (Page page : command.pages()) {
      html.append("<h3>").append(escape(page.title())).append("</h3>");
      page.fields().forEach(field -> html.append(row(field)));
    }
    return html.append("</html>").toString();
  }

  private static String row(Field field) {
    String standard = field.key().standard();
    String ending = standard.isEmpty() ? "" : " Default: <b>" + escape(standard) + "</b>.";
    return "<p><b>%s</b> &nbsp; <code>%s</code><br>%s%s</p>"
        .formatted(escape(field.label()), field.name(), escape(field.help()), ending);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
