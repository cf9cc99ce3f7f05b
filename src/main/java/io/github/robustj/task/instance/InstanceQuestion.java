package io.github.robustj.task.instance;

import static java.util.Objects.requireNonNull;

import io.github.robustj.task.Question;
import io.github.robustj.task.Stars;
import java.util.List;

/** What a model of outlines answers. */
public record InstanceQuestion(Stars stars) implements Question {
  public InstanceQuestion {
    requireNonNull(stars, "task.stars");
  }

  @Override
  public String name() {
    return InstanceTask.NAME;
  }

  @Override
  public int outputChannels() {
    return 1 + stars.rays();
  }

  @Override
  public boolean isLike(Question other) {
    return other instanceof InstanceQuestion;
  }

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public String answers() {
    return "outlines of objects";
  }

  @Override
  public String inWords() {
    return "outlines with " + stars.rays() + " rays";
  }

  @Override
  public String inFull() {
    return "outlines of objects from the probability %s on, with an overlap of at most %s"
        .formatted(stars.threshold(), stars.overlap());
  }
}
