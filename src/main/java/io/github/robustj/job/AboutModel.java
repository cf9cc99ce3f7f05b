package io.github.robustj.job;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.bioimage.NewPackage.About;
import io.github.robustj.packaging.bioimage.NewPackage.Author;
import io.github.robustj.packaging.bioimage.NewPackage.Citation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a package says of who made a model, and what for, from options. */
final class AboutModel {

  /** The method that RobustJ implements. */
  static final Citation METHOD =
      new Citation(
          "Ma, Chen, Qian, Liang: A general approach to improve adversarial robustness of DNNs for medical image segmentation and detection. SPIE Medical Imaging 2024",
          "10.1117/12.3006534");

  private static final int SHORTEST_NAME = 5;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_DESCRIPTION = 1024;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9 _()-]+");
  private static final Pattern AUTHOR = Pattern.compile("([^()]+?)\\s*(?:\\(([^()]*)\\))?");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})");

  private AboutModel() {}

  /**
   * @param model its folder
   * @throws RobustJException if something is missing, or no package could say it
   */
  static About of(Options options, Path model, ModelDescription description) {
    return new About(
        name(options.get(ExportTable.NAME), model, description),
        description(options.get(ExportTable.DESCRIPTION), description),
        authors(options.get(ExportTable.AUTHORS)),
        maintainer(options.get(ExportTable.MAINTAINER).strip()),
        Licenses.named(options.get(ExportTable.LICENSE)),
        tags(options.get(ExportTable.TAGS), description),
        List.of(METHOD),
        description.origin().created().toString());
  }

  private static String name(String given, Path model, ModelDescription description) {
    if (given.isBlank()) {
      String folder = model.toAbsolutePath().normalize().getFileName().toString();
      String plain = folder.replaceAll("[^A-Za-z0-9 _()-]+", "-");
      String name = "RobustJ %s %s".formatted(description.task().name(), plain);
      return name.substring(0, Math.min(LONGEST_NAME, name.length())).strip();
    }
    String name = given.strip();
    if (NAME.matcher(name).matches()
        && SHORTEST_NAME <= name.length()
        && name.length() <= LONGEST_NAME) return name;
    throw new RobustJException(
        "The option name is \"%s\" but must be %d to %d letters, digits, blanks, _, - and parentheses."
            .formatted(Excerpt.of(name), SHORTEST_NAME, LONGEST_NAME));
  }

  private static String description(String given, ModelDescription description) {
    String text = given.isBlank() ? automatic(description) : given.strip();
    if (text.length() <= LONGEST_DESCRIPTION) return text;
    throw new RobustJException(
        "The option description has %d characters but may have %d; say the rest elsewhere."
            .formatted(text.length(), LONGEST_DESCRIPTION));
  }

  private static String automatic(ModelDescription description) {
    String text =
        "A 2-D network for %s (%s), %s. Research software, not for diagnosis."
            .formatted(
                description.task().name(),
                String.join(", ", ModelTask.namesIn(description.task())),
                description.source() != null
                    ? "imported into RobustJ"
                    : "trained with RobustJ, method "
                        + description.training().options().getOrDefault("method", "unknown"));
    return text.substring(0, Math.min(LONGEST_DESCRIPTION, text.length()));
  }

  private static List<Author> authors(String given) {
    List<Author> authors = new ArrayList<>();
    for (String part : given.split(";")) {
      if (part.isBlank()) continue;
      Matcher author = AUTHOR.matcher(part.strip());
      if (!author.matches() || author.group(1).matches(".*[/\\\\].*"))
        throw new RobustJException(
            "The option authors has \"%s\" but each author must be a name, or a name and an affiliation in parentheses, without slashes in the name."
                .formatted(Excerpt.of(part.strip())));
      authors.add(
          new Author(author.group(1), author.group(2) == null ? "" : author.group(2).strip()));
    }
    if (!authors.isEmpty()) return authors;
    throw new RobustJException(
        "The option authors is missing: a package of bioimage.io names who made it; give names separated by semicolons.");
  }

  private static String maintainer(String user) {
    if (user.isEmpty() || USER.matcher(user).matches()) return user;
    throw new RobustJException(
        "The option maintainer is \"%s\" but must be a user name of GitHub: letters, digits and -."
            .formatted(Excerpt.of(user)));
  }

  private static List<String> tags(String further, ModelDescription description) {
    Set<String> tags =
        new LinkedHashSet<>(
            List.of(description.task().name(), "2d", "adversarial robustness", "robustj"));
    if (description.source() == null) tags.add("unet");
    Stream.of(further.split(","))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .forEach(tags::add);
    return List.copyOf(tags);
  }
}
