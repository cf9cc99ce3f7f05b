package io.github.robustj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import groovy.lang.GroovyShell;
import groovy.transform.TypeChecked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.junit.jupiter.api.Test;

/** README and its pages in {@code docs}: what they link to is there, and their scripts compile. */
class DocsTest {

  private static final Path README = Path.of("README.md");
  private static final Path DOCS = Path.of("docs");

  /** The page whose scripts {@code ExtendingTest} runs, which are not all of known types. */
  private static final Path RUN = DOCS.resolve("extending.md");

  /** Of a file of ours, with a heading in it or without. */
  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)]*))?\\)");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  private static final Pattern NAMED_TYPE =
      Pattern.compile("(?:`|\\{@(?:code|link)\\s+(?:[a-z]+\\.)*)([A-Z]\\w*[a-z]\\w*)");

  private static final Pattern DECLARED_TYPE =
      Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");

  /** One place: a page, or a heading on it; that of a whole page is empty. */
  private record Place(Path page, String heading) {}

  @Test
  void readmeIsReadInFiveMinutes() throws IOException {
    long size = Files.size(README);
    assertTrue(size >= 8000 && size <= 10240, size + " bytes");
  }

  @Test
  void theTestsThatReadmeNamesAreThoseOfContinuousIntegration() throws IOException {
    List<String> run = Files.readAllLines(Path.of(".ci/run"));
    String command = run.get(run.size() - 1);
    assertTrue(blocks(README, "bash").contains(command + "\n"), command);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    int found = 0;
    for (Path page : pages())
      for (Place place : links(page)) {
        found++;
        if (!exists(place)) dead.add(page + " -> " + place);
      }
    assertEquals(List.of(), dead);
    assertTrue(found >= 50, "found " + found);
  }

  @Test
  void everyFileOfTheDocumentationIsLinked() throws IOException {
    Set<Path> unlinked = new TreeSet<>();
    try (Stream<Path> files = Files.list(DOCS)) {
      files.forEach(unlinked::add);
    }
    for (Path page : pages())
      for (Place place : links(page)) if (!place.page().equals(page)) unlinked.remove(place.page());
    assertEquals(Set.of(), unlinked);
  }

  @Test
  void everyMacroIsDescribed() throws IOException {
    String page = Files.readString(DOCS.resolve("scripting.md"));
    try (Stream<Path> macros = Files.list(Path.of("macros"))) {
      for (Path macro : macros.toList())
        assertTrue(page.contains("| `" + macro.getFileName() + "` |"), macro + "");
    }
  }

  /** Against the types of our methods, so that no renamed one is left in them. */
  @Test
  void scriptsCompile() throws IOException {
    CompilerConfiguration checked = new CompilerConfiguration();
    checked.addCompilationCustomizers(new ASTTransformationCustomizer(TypeChecked.class));
    GroovyShell shell = new GroovyShell(checked);
    List<String> scripts = new ArrayList<>();
    for (Path page : pages()) if (!page.equals(RUN)) scripts.addAll(blocks(page, "groovy"));
    assertTrue(scripts.size() >= 2, scripts + "");
    scripts.forEach(shell::parse);
  }

  /** In ARCHITECTURE and on the pages of the packages, which no compiler reads. */
  @Test
  void theTypesThatAreNamedExist() throws IOException {
    Set<String> declared = new TreeSet<>(List.of("ServiceLoader", "Plugins"));
    for (Path file : sources())
      matches(DECLARED_TYPE, Files.readString(file)).forEach(type -> declared.add(type.group(1)));
    List<Path> texts = new ArrayList<>(List.of(Path.of("ARCHITECTURE.md")));
    sources().stream().filter(file -> file.endsWith("package-info.java")).forEach(texts::add);
    List<String> unknown = new ArrayList<>();
    for (Path text : texts)
      matches(NAMED_TYPE, Files.readString(text))
          .map(type -> type.group(1))
          .filter(type -> !declared.contains(type))
          .forEach(type -> unknown.add(text + " names " + type));
    assertEquals(List.of(), unknown);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(DOCS)) {
      return Stream.concat(
              Stream.of(README, Path.of("ARCHITECTURE.md")),
              files.filter(file -> file.toString().endsWith(".md")))
          .toList();
    }
  }

  private static List<Place> links(Path page) throws IOException {
    Path folder = page.toAbsolutePath().getParent();
    Path here = Path.of("").toAbsolutePath();
    return matches(LINK, prose(page))
        .map(
            link -> {
              Path file = here.relativize(folder.resolve(link.group(1)).normalize());
              boolean itself = link.group(1).isEmpty();
              return new Place(itself ? page : file, link.group(2) == null ? "" : link.group(2));
            })
        .toList();
  }

  private static boolean exists(Place place) throws IOException {
    if (!Files.exists(place.page())) return false;
    return place.heading().isEmpty() || anchors(place.page()).contains(place.heading());
  }

  /**
   * As GitHub names headings: in small letters, with hyphens for blanks and without punctuation.
   */
  private static Set<String> anchors(Path page) throws IOException {
    return matches(HEADING, prose(page))
        .map(heading -> heading.group(1).toLowerCase().replaceAll("[^\\w -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String prose(Path page) throws IOException {
    return BLOCK.matcher(Files.readString(page)).replaceAll("");
  }

  private static List<String> blocks(Path page, String language) throws IOException {
    return matches(BLOCK, Files.readString(page))
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }
}
