package io.github.robustj.command;

import ij.text.TextWindow;
import java.awt.Desktop;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documentation, on the web and as this version's jar brings it. */
final class Documentation {

  /** Where it is on the web; nowhere else is the address written. */
  static final String ADDRESS = "https://github.com/robustj/robustj#readme";

  private static final String SHIPPED = "/io/github/robustj/";
  private static final Pattern PAGE = Pattern.compile("\\]\\((docs/[\\w-]+\\.md)");
  private static final int PATIENCE = 3000;

  private Documentation() {}

  /** In the browser; where that or the page cannot be reached, as text in a window. */
  static void show() {
    // Else what is shipped is shown.
    if (isReachable() && browse(URI.create(ADDRESS))) return;
    new TextWindow("RobustJ Help", "On the web: " + ADDRESS + "\n \n" + shipped(), 900, 700);
  }

  /** README and the pages that it links to, as Markdown. */
  static String shipped() {
    String readme = shipped("README.md");
    Stream<String> pages = PAGE.matcher(readme).results().map(link -> link.group(1)).distinct();
    return readme + pages.map(page -> "\n" + shipped(page)).collect(Collectors.joining());
  }

  private static String shipped(String file) {
    try (InputStream in = Documentation.class.getResourceAsStream(SHIPPED + file)) {
      byte[] text = Objects.requireNonNull(in, file).readAllBytes();
      return new String(text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isReachable() {
    try {
      HttpURLConnection page = (HttpURLConnection) URI.create(ADDRESS).toURL().openConnection();
      page.setRequestMethod("HEAD");
      page.setConnectTimeout(PATIENCE);
      page.setReadTimeout(PATIENCE);
      return page.getResponseCode() < 400;
    } catch (IOException e) {
      return false; // What is shipped is shown instead.
    }
  }

  /** Shows a page on this computer in the browser, where there is one; its place is in the log. */
  static void open(Path page) {
    browse(page.toAbsolutePath().toUri());
  }

  /**
   * Also where Java knows no desktop, as with many of Linux.
   *
   * @return whether a browser was asked
   */
  private static boolean browse(URI page) {
    try {
      boolean desktop =
          Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE);
      if (desktop) Desktop.getDesktop().browse(page);
      else new ProcessBuilder("xdg-open", page.toString()).start();
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
