package io.github.robustj.task.instance;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelOutlines;
import io.github.robustj.data.reader.mask.DatasetReader;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.Question;
import io.github.robustj.task.ReadingNotes;
import io.github.robustj.task.SampleEncoder;
import io.github.robustj.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/** A folder of images with label images, in which every object has a value of its own. */
record InstanceCases(Dataset dataset) implements AnnotatedCases {

  @Override
  public Image load(CaseFiles files) {
    return DatasetReader.load(files).image();
  }

  /**
   * @throws RobustJException always: what there is to learn follows from a network alone
   */
  @Override
  public Question question(List<CaseFiles> training, int resolution, Listener listener) {
    throw new RobustJException(
        "RobustJ does not train networks for outlines of objects from scratch; train one with StarDist, import it and give it as start_model, or choose the task segmentation or detection.");
  }

  @Override
  public Encoder encoder(Task<?> task, Function<Image, ? extends Seen> sight, int channels) {
    return new SampleEncoder(
        DatasetReader::load,
        new ReadingNotes(channels),
        (sample, files) -> {
          Image image = sample.image();
          Boxes objects = outlines((Mask) sample.annotation());
          Seen seen = sight.apply(image);
          return seen.with(
              ((InstanceTask) task).encode(objects, image, seen.small()),
              files,
              image.calibration());
        });
  }

  /** The outlines of the objects in a label image. */
  static Boxes outlines(Mask mask) {
    List<List<BoxedObject>> slices = new ArrayList<>();
    long[] size = mask.labels().dimensionsAsLongArray();
    for (int z = 0; z < size[2]; z++) {
      int[] labels = new int[Math.toIntExact(size[0] * size[1])];
      int i = 0;
      for (IntType label : Views.flatIterable(Views.hyperSlice(mask.labels(), 2, z)))
        labels[i++] = label.get();
      slices.add(
          LabelOutlines.of(labels, (int) size[0]).values().stream()
              .map(outline -> BoxedObject.outlined(InstanceTask.OBJECT, outline))
              .toList());
    }
    return new Boxes(slices);
  }
}
