package io.github.robustj.task.segmentation;

import static java.util.Objects.requireNonNull;

import io.github.robustj.data.LabelClass;
import io.github.robustj.task.Question;
import java.util.List;

/** What a segmentation model answers. */
public record SegmentationQuestion(List<LabelClass> classes) implements Question {
  public SegmentationQuestion {
    Question.requireAll(classes, "task.classes");
    classes.forEach(c -> requireNonNull(c.name(), "the name of one of task.classes"));
  }

  @Override
  public String name() {
    return SegmentationTask.NAME;
  }

  @Override
  public int outputChannels() {
    return classes.size();
  }

  @Override
  public List<String> names() {
    return classes.stream().map(c -> c.value() + " " + c.name()).toList();
  }

  @Override
  public String answers() {
    return "classes " + names();
  }

  @Override
  public String inWords() {
    return classes.size() + " classes";
  }

  @Override
  public String inFull() {
    return "classes " + String.join(", ", classes.stream().map(LabelClass::name).toList());
  }
}
