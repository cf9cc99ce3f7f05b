package io.github.robustj.task.detection;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxRepairs;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.box.Unannotated;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Question;
import io.github.robustj.task.ReadingNotes;
import io.github.robustj.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A folder of images with boxes, and what is not annotated in them.
 *
 * @param unannotated classes that do not count, image by image
 */
record BoxCases(BoxDataset boxes, Unannotated unannotated) implements AnnotatedCases {

  static BoxCases read(Path data, Reading how) {
    BoxDataset boxes = BoxReader.read(data, how.group());
    return new BoxCases(
        boxes, how.unannotated().map(f -> Unannotated.read(f, boxes)).orElse(Unannotated.NONE));
  }

  @Override
  public Dataset dataset() {
    return boxes.dataset();
  }

  @Override
  public Image load(CaseFiles files) {
    return BoxReader.open(boxes, files).image();
  }

  /** Images of the median size are brought to the resolution, the others by as much. */
  @Override
  public Question question(List<CaseFiles> training, int resolution, Listener listener) {
    int[] lengths = training.stream().mapToInt(this::longestSide).sorted().toArray();
    double scale = (double) resolution / lengths[lengths.length / 2];
    List<Double> thresholds =
        Collections.nCopies(boxes.classes().size(), DetectionTask.USUAL_THRESHOLD);
    return new DetectionQuestion(boxes.classes(), thresholds, scale);
  }

  @Override
  public Encoder encoder(Task<?> task, Function<Image, ? extends Seen> sight, int channels) {
    return new BoxEncoder((DetectionTask) task, sight, this, new ReadingNotes(channels));
  }

  @Override
  public void tell(List<CaseFiles> used, Listener listener) {
    String left = unannotated.inWords(used);
    if (!left.isEmpty()) listener.log(left);
  }

  /** The longest side of an image in pixels; it is opened only if its boxes do not tell. */
  private int longestSide(CaseFiles files) {
    BoxMarks marks = boxes.marks().get(files.name());
    if (marks.width() > 0 && marks.height() > 0) return Math.max(marks.width(), marks.height());
    Image image = load(files);
    return Math.max(image.width(), image.height());
  }

  /** Whether a folder holds text files, as labels of YOLO are. */
  static boolean areTexts(Path folder) {
    if (!Files.isDirectory(folder)) return false;
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".txt"));
    } catch (IOException e) {
      return false; // The training says why it cannot be read.
    }
  }

  /** Reads cases with boxes, at the scale the network works at. */
  private static final class BoxEncoder implements Encoder {

    private final DetectionTask task;
    private final Function<Image, ? extends Seen> sight;
    private final BoxCases cases;
    private final ReadingNotes notes;
    private BoxRepairs repairs = BoxRepairs.NONE;

    BoxEncoder(
        DetectionTask task,
        Function<Image, ? extends Seen> sight,
        BoxCases cases,
        ReadingNotes notes) {
      this.task = task;
      this.sight = sight;
      this.cases = cases;
      this.notes = notes;
    }

    /**
     * @throws io.github.robustj.error.RobustJException if the image cannot be read or does not suit
     *     the others
     */
    @Override
    public EncodedCase read(CaseFiles files) {
      BoxReader.Opened opened = BoxReader.open(cases.boxes(), files);
      Image image = notes.suited(opened.image(), files);
      repairs = repairs.plus(opened.boxes().repairs());
      Seen seen = sight.apply(image);
      Boxes boxes = Boxes.of(cases.unannotated().mark(opened.boxes().objects(), files, image));
      return seen.with(task.encode(boxes, image, seen.small()), files);
    }

    @Override
    public List<String> warnings() {
      repairs.requireUsable(cases.dataset().root());
      List<String> lines = new ArrayList<>(notes.inWords());
      if (!repairs.inWords().isEmpty()) lines.add(repairs.inWords());
      return lines;
    }
  }
}
