package io.github.robustj.job;

import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalization.Kind;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.model.ServedNetwork.Output;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the documentation of an exported model says of its images and its outputs. */
record ModelInterface(ModelDescription model, Task<?> task) {

  /**
   * Size and normalisation of images.
   *
   * @param who does the normalisation, a sentence
   */
  void input(Markdown text, String who) {
    int channels = model.network().inputChannels();
    text.line(
        "A 2-D image of %d channel(s), float32, with the axes image, y, x, channel, %s."
            .formatted(channels, size()));
    text.line(inWords(model.input().normalization()) + " " + who);
    resolution(text);
    text.line(
        "In a stack RobustJ fits the normalisation to all slices together, a program that gives"
            + " slices one by one to each, so that results may differ a little.");
  }

  private String size() {
    if (model.source() != null
        && (model.source().connection().height().isFixed()
            || model.source().connection().width().isFixed()))
      return "%s x %s pixels (height x width; smaller ones are filled up inside)"
          .formatted(
              model.source().connection().height().inWords(),
              model.source().connection().width().inWords());
    return task.stride() == 1
        ? "of any size (it is filled up by reflection inside)"
        : "of any size; best with sides that are multiples of " + task.stride();
  }

  private void resolution(Markdown text) {
    String before = model.task().resolution().before();
    if (!before.isEmpty()) text.line(before);
  }

  /** What becomes of intensities, in sentences. */
  static String inWords(Normalization normalization) {
    String whose = normalization.jointly() ? "of all channels together" : "of each channel";
    if (normalization.kind() == Kind.FIXED)
      return "From each channel %s is subtracted, then it is divided by %s."
          .formatted(normalization.offset(), normalization.scale());
    String range =
        "the percentiles %s and %s %s"
            .formatted(normalization.lowerPercentile(), normalization.upperPercentile(), whose);
    String scaled =
        normalization.kind() == Kind.Z_SCORE ? "the mean and deviation " + whose : range;
    return normalization.unclipped()
        ? "T%s become 0 and 1.".formatted(scaled.substring(1))
        : "Intensities are cut at %s. Then %s become 0 and 1.".formatted(range, scaled);
  }

  /**
   * @param raw whether the functions are not applied yet
   */
  void outputs(Markdown text, boolean raw) {
    List<List<String>> rows = new ArrayList<>();
    int from = 0;
    for (Output output : task.outputs()) {
      int count = output.channels().size();
      String function = output.activation().name().toLowerCase(Locale.ROOT);
      String first =
          raw ? "%d to %d".formatted(from, from + count - 1) : "`%s`".formatted(output.name());
      String meaning =
          raw && output.activation() != Activation.NONE
              ? function + ": " + output.meaning()
              : output.meaning();
      rows.add(List.of(first, String.join(", ", output.channels()), meaning));
      from += count;
    }
    text.table(List.of(raw ? "channels" : "output", "what each channel is of", "meaning"), rows);
    if (task.stride() > 1)
      text.line("An output is for a cell of %1$d x %1$d pixels.".formatted(task.stride()));
  }
}
