package io.github.robustj.job;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxRepairs;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.detection.DetectionTask;
import java.util.ArrayList;
import java.util.List;

/** Reads cases with boxes, at the scale the network works at. */
final class BoxEncoder implements CaseEncoder {

  private final DetectionTask task;
  private final Format format;
  private final BoxCases cases;
  private final ReadingNotes notes = new ReadingNotes();
  private BoxRepairs repairs = BoxRepairs.NONE;

  /**
   * What every image must be, or becomes.
   *
   * @param channels that it has
   */
  record Format(Sight sight, int channels) {}

  BoxEncoder(DetectionTask task, Format format, BoxCases cases) {
    this.task = task;
    this.format = format;
    this.cases = cases;
  }

  /**
   * @throws io.github.robustj.error.RobustJException if the image cannot be read or does not suit
   *     the others
   */
  @Override
  public EncodedCase read(CaseFiles files) {
    BoxReader.Opened opened = BoxReader.open(cases.boxes(), files);
    Image image = notes.suited(opened.image(), format.channels(), files);
    repairs = repairs.plus(opened.boxes().repairs());
    SeenImage seen = format.sight().see(image);
    Boxes boxes = Boxes.of(cases.unannotated().mark(opened.boxes().objects(), files, image));
    return new EncodedCase(
        files.name(),
        seen.slices(),
        task.encode(boxes, image, seen.small()),
        seen.scaling().bounds());
  }

  @Override
  public List<String> warnings() {
    repairs.requireUsable(cases.dataset().root());
    List<String> lines = new ArrayList<>(notes.inWords());
    if (!repairs.inWords().isEmpty()) lines.add(repairs.inWords());
    return lines;
  }
}
