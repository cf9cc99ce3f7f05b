package io.github.robustj.job;

import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Connection;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ForeignContent;
import io.github.robustj.packaging.bioimage.StarThresholds;
import io.github.robustj.task.Question;
import io.github.robustj.task.Stars;
import io.github.robustj.task.TaskType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the outputs of an imported network mean: classes of pixels, or objects with outlines.
 *
 * @param source of the network, for sentences
 * @param options with {@link ImportTable#NETWORK}
 * @param content what came with the network
 */
record ImportedQuestion(
    Path source, Options options, ForeignContent content, Connection connection) {

  /**
   * @throws RobustJException if the names of classes do not fit the network
   */
  Question question() {
    if (connection.star() == null) return TaskType.pixels(classes());
    if (!options.get(ImportTable.CLASS_NAMES).isBlank())
      throw new RobustJException(
          "The option class_names is for networks that tell classes apart, but that in %s outlines objects of one kind; leave it out."
              .formatted(source));
    double p = options.get(ImportTable.PROBABILITY_THRESHOLD);
    double overlap = options.get(ImportTable.OVERLAP_THRESHOLD);
    StarThresholds usual = content.stars().orElse(StarThresholds.USUAL);
    return TaskType.stars(
        new Stars(
            connection.classes() - 1,
            connection.stride(),
            p > 0 ? p : usual.probability(),
            overlap > 0 ? overlap : usual.overlap()));
  }

  private List<LabelClass> classes() {
    List<String> names =
        Stream.of(options.get(ImportTable.CLASS_NAMES).split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    int count = connection.classes();
    if (!names.isEmpty() && names.size() != count)
      throw new RobustJException(
          "The option class_names has %d names but the network in %s tells %d classes apart, the background among them; give as many."
              .formatted(names.size(), source, count));
    List<LabelClass> classes = new ArrayList<>();
    for (int c = 0; c < count; c++)
      classes.add(
          new LabelClass(
              c, !names.isEmpty() ? names.get(c) : c == 0 ? "background" : "label " + c));
    return classes;
  }
}
