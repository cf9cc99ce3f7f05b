package io.github.robustj.task;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What was done to the images of a data set when they were read, each thing said once. */
public final class ReadingNotes {

  /** Names of the cases by what is to be said of them. */
  private final Map<String, TreeSet<String>> cases = new LinkedHashMap<>();

  private final int channels;

  /**
   * @param channels that every image must have
   */
  public ReadingNotes(int channels) {
    this.channels = channels;
  }

  /**
   * The image with the channels that the network wants: a grey image becomes one of three equal
   * channels.
   *
   * @throws RobustJException if the image has another number of channels
   */
  public Image suited(Image image, CaseFiles files) {
    Image suited = image.repeated(channels);
    for (String note : suited.notes())
      cases.computeIfAbsent(note, n -> new TreeSet<>()).add(files.name());
    if (suited.channels() == channels) return suited;
    throw new RobustJException(
        "%s has %d channel(s) but %d were expected; all images must have as many channels as the training images."
            .formatted(files.images().get(0), image.channels(), channels));
  }

  public List<String> inWords() {
    List<String> lines = new ArrayList<>();
    cases.forEach(
        (note, names) ->
            lines.add(
                names.size() == 1
                    ? names.first() + ": " + note
                    : "%d images, the first is %s: %s"
                        .formatted(names.size(), names.first(), note)));
    return lines;
  }
}
