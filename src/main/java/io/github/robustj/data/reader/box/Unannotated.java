package io.github.robustj.data.reader.box;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.CsvTable;
import io.github.robustj.data.reader.Names;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which classes nobody has annotated, or not all objects of, in which images. There the class
 * counts neither in training nor in scores: a prediction of it may be right.
 *
 * @param classes by the name of the case
 */
public record Unannotated(Map<String, Set<String>> classes) {

  public static final Unannotated NONE = new Unannotated(Map.of());

  /**
   * A table with the columns {@code image} and {@code class}, a row for each class that is missing
   * in an image.
   *
   * @throws RobustJException if the table is damaged, lacks a column, or names an image or a class
   *     that the data set does not have
   */
  public static Unannotated read(Path file, BoxDataset dataset) {
    CsvTable table = CsvTable.read(file);
    int images = table.column(BoxTable.IMAGE);
    int labels = table.column(BoxTable.CLASS);
    if (images < 0 || labels < 0)
      throw new RobustJException(
          "%s has the columns %s, but image,class were expected; rename them."
              .formatted(file, table.columns()));
    Map<String, Set<String>> classes = new TreeMap<>();
    for (List<String> row : table.rows()) {
      String image = Names.named(row.get(images));
      String name = row.get(labels);
      require(file, "image", image, dataset.marks().keySet());
      require(file, "class", name, dataset.classes());
      classes.computeIfAbsent(image, i -> new HashSet<>()).add(name);
    }
    return new Unannotated(classes);
  }

  private static void require(Path file, String what, String name, Collection<String> known) {
    if (known.contains(name)) return;
    throw new RobustJException(
        "%s names the %s %s, which is not in the data set; correct or remove the row."
            .formatted(file, what, Excerpt.of(name)));
  }

  /**
   * The objects of an image with a crowd of each such class over all of it; those of the class that
   * were drawn all the same may be found or missed.
   */
  public List<BoxedObject> mark(List<BoxedObject> objects, CaseFiles files, Image image) {
    Set<String> missing = classes.getOrDefault(files.name(), Set.of());
    if (missing.isEmpty()) return objects;
    List<BoxedObject> marked = new ArrayList<>();
    for (BoxedObject o : objects)
      marked.add(
          missing.contains(o.name())
              ? new BoxedObject(o.name(), o.box(), o.score(), Role.DIFFICULT)
              : o);
    Box all = new Box(0, 0, image.width(), image.height());
    for (String name : missing) marked.add(new BoxedObject(name, all, 1, Role.CROWD));
    return marked;
  }

  /** In how many of these cases a class is not annotated, a sentence; empty if in none. */
  public String inWords(List<CaseFiles> cases) {
    Map<String, Integer> counts = new TreeMap<>();
    for (CaseFiles files : cases)
      classes.getOrDefault(files.name(), Set.of()).forEach(c -> counts.merge(c, 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((name, n) -> parts.add("%s in %d image(s)".formatted(name, n)));
    return parts.isEmpty()
        ? ""
        : "not annotated, and so left out of training and scores: " + String.join(", ", parts);
  }
}
