package io.github.robustj.report;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;

/** Lets FreeMarker escape every value that stands in a LaTeX document. */
public final class LatexFormat extends CommonMarkupOutputFormat<LatexFormat.Output> {

  static final LatexFormat INSTANCE = new LatexFormat();

  private LatexFormat() {}

  /** Text that is known to be LaTeX already. */
  public static final class Output extends CommonTemplateMarkupOutputModel<Output> {

    Output(String plain, String markup) {
      super(plain, markup);
    }

    @Override
    public LatexFormat getOutputFormat() {
      return INSTANCE;
    }
  }

  @Override
  public String getName() {
    return "LaTeX";
  }

  @Override
  public String getMimeType() {
    return "application/x-latex";
  }

  @Override
  public void output(String text, Writer out) throws IOException {
    out.write(escapePlainText(text));
  }

  @Override
  public String escapePlainText(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(c -> escaped.append(escaped(c)));
    return escaped.toString();
  }

  private static String escaped(int character) {
    return switch (character) {
      case '\\' -> "\\textbackslash{}";
      case '{', '}', '$', '&', '#', '_', '%' -> "\\" + (char) character;
      case '~' -> "\\textasciitilde{}";
      case '^' -> "\\textasciicircum{}";
      case '<' -> "\\textless{}";
      case '>' -> "\\textgreater{}";
      case '|' -> "\\textbar{}";
      case '"' -> "\\textquotedbl{}";
      case '–' -> "--";
      // A line break or a blank line would end the row or the table.
      case '\n', '\r', '\t' -> " ";
      default -> Character.toString(character);
    };
  }

  @Override
  public boolean isLegacyBuiltInBypassed(String name) {
    return false;
  }

  @Override
  protected Output newTemplateMarkupOutputModel(String plain, String markup) {
    return new Output(plain, markup);
  }
}
