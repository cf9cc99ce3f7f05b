package io.github.robustj.ij1;

import io.github.robustj.command.Field;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.Page;

/** What the Help button of a command's dialogs shows. */
final class Help {

  private Help() {}

  /** A page of HTML: every option with its macro key, meaning and default. */
  static String of(JobCommand command) {
    StringBuilder html = new StringBuilder("<html><h2>" + command.name() + "</h2>");
    html.append("<p>").append(escape(command.getInfo().getDescription())).append("</p>");
    for (Page page : command.pages()) {
      html.append("<h3>").append(escape(page.title())).append("</h3><table width='520'>");
      page.fields().forEach(field -> html.append(row(field)));
      html.append("</table>");
    }
    return html.append("</html>").toString();
  }

  private static String row(Field field) {
    String standard = field.key().standard();
    String ending = standard.isEmpty() ? "" : " Default: <b>" + escape(standard) + "</b>.";
    return "<tr><td valign='top'><code>%s</code></td><td>%s%s</td></tr>"
        .formatted(field.name(), escape(field.help()), ending);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
