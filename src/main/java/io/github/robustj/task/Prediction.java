package io.github.robustj.task;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Landmark;
import io.github.robustj.metric.Dice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * What a model sees in an image, in the image's own pixels; a record, also in the room of a task.
 */
public interface Prediction {

  /** The name of the image. */
  String image();

  /** What counts of it, as an expert would say it. */
  Annotation annotation();

  /** A number for a class or a landmark. */
  record Score(String name, double value) {}

  /**
   * How it is beside a truth: the Dice of each foreground class, NaN where it is in neither; the
   * distance from each landmark that the truth has, slice after slice; of objects how many of each
   * class there are.
   */
  List<Score> scores(Annotation truth);

  /**
   * How many pixels are what a targeted attack wanted; of masks only.
   *
   * @param changes see {@link Aimed#changes}
   */
  default Reach reach(Mask changes) {
    return Reach.NONE;
  }

  /**
   * The same in the pixels of another image of the same scene; masks stay as they are.
   *
   * @param width,height of the image that it is in now
   */
  default Prediction in(Image target, int width, int height) {
    return this;
  }

  /**
   * All slices of a volume.
   *
   * @param parts of one volume by one model, this the first, in the order of their slices
   * @throws ClassCastException if they are of different tasks
   */
  Prediction joined(List<Prediction> parts);

  /** The same of any task; a single part as it is. */
  static Prediction of(List<Prediction> parts) {
    return parts.size() == 1 ? parts.get(0) : parts.get(0).joined(parts);
  }

  /**
   * What a segmentation model sees.
   *
   * @param calibration of the image
   * @param mask label values, axes x, y, slice
   * @param classes of the model, background first
   * @param sums how many pixels each class has, and how sure the model is of them, slice by slice
   * @param probabilities of every class but the background, 0 to 1, by the softmax that decides
   *     which one a pixel is of, as channels in the order of the classes, with the mask's pixels;
   *     empty unless they were asked for
   */
  record Masks(
      String image,
      Calibration calibration,
      Mask mask,
      List<LabelClass> classes,
      List<MaskSums> sums,
      Optional<Image> probabilities)
      implements Prediction {

    @Override
    public Mask annotation() {
      return mask;
    }

    @Override
    public List<Score> scores(Annotation truth) {
      double[] dice = Dice.perClass(indices(mask), indices((Mask) truth), classes.size());
      List<Score> scores = new ArrayList<>();
      for (int c = 1; c < dice.length; c++) scores.add(new Score(classes.get(c).name(), dice[c]));
      return scores;
    }

    /**
     * @throws io.github.robustj.error.RobustJException if the mask has 2^31 pixels or more
     */
    @Override
    public Masks joined(List<Prediction> parts) {
      return JoinedMasks.of(parts.stream().map(Masks.class::cast).toList());
    }

    @Override
    public Reach reach(Mask changes) {
      int[] seen = indices(mask);
      int wanted = 0;
      int reached = 0;
      int k = 0;
      for (IntType label : Views.flatIterable(changes.labels())) {
        int index = label.get() - 1;
        if (index >= 0) wanted++;
        if (index >= 0 && seen[k] == index) reached++;
        k++;
      }
      return new Reach(reached, wanted);
    }

    private int[] indices(Mask labels) {
      Map<Integer, Integer> index = new LinkedHashMap<>();
      for (LabelClass known : classes) index.put(known.value(), index.size());
      int[] indices = new int[Math.toIntExact(labels.labels().size())];
      int i = 0;
      for (IntType label : Views.flatIterable(labels.labels()))
        indices[i++] = index.get(label.get());
      return indices;
    }
  }

  /**
   * Where a landmark model sees its points.
   *
   * @param landmarks all points of every slice, with the image's pixel size, each with the share of
   *     votes for it as its confidence
   */
  record Points(String image, Landmarks landmarks) implements Prediction {

    @Override
    public Landmarks annotation() {
      return landmarks;
    }

    @Override
    public List<Score> scores(Annotation truth) {
      Landmarks known = (Landmarks) truth;
      List<Score> scores = new ArrayList<>();
      for (int z = 0; z < known.slices().size(); z++) {
        var found = landmarks.slices().get(z);
        known
            .slices()
            .get(z)
            .forEach(
                (name, place) -> {
                  double distance = place.distance(found.get(name), known.calibration());
                  scores.add(new Score(name, distance));
                });
      }
      return scores;
    }

    @Override
    public Points joined(List<Prediction> parts) {
      List<Map<String, Landmark>> slices = new ArrayList<>();
      for (Prediction part : parts) slices.addAll(((Points) part).landmarks.slices());
      return new Points(image, new Landmarks(slices, landmarks.calibration()));
    }

    @Override
    public Points in(Image target, int width, int height) {
      return new Points(image, landmarks.in(target, width, height));
    }
  }

  /**
   * The objects that a detection model sees. It holds everything from a low score on, so that the
   * threshold can be moved without another run of the network.
   *
   * @param width,height of the image in pixels
   * @param classes the names that the model knows, in the order of its outputs
   * @param found objects of every slice, the surest first
   * @param threshold the score from which on an object counts, unless the user moves it
   */
  record Objects(
      String image, int width, int height, List<String> classes, Boxes found, double threshold)
      implements Prediction {

    public Objects {
      classes = List.copyOf(classes);
    }

    /** The same with another threshold. */
    public Objects at(double score) {
      return new Objects(image, width, height, classes, found, score);
    }

    /** The objects from the threshold on. */
    public Boxes objects() {
      return found.from(threshold);
    }

    @Override
    public Boxes annotation() {
      return objects();
    }

    /** How many objects of each class, all slices together; 0 for a class that is not seen. */
    public Map<String, Integer> counts() {
      Map<String, Integer> counts = new LinkedHashMap<>();
      for (String name : classes) counts.put(name, 0);
      for (BoxedObject object : objects().all()) counts.merge(object.name(), 1, Integer::sum);
      return counts;
    }

    @Override
    public List<Score> scores(Annotation truth) {
      return counts().entrySet().stream().map(e -> new Score(e.getKey(), e.getValue())).toList();
    }

    @Override
    public Objects joined(List<Prediction> parts) {
      List<List<BoxedObject>> slices = new ArrayList<>();
      for (Prediction part : parts) slices.addAll(((Objects) part).found.slices());
      return new Objects(image, width, height, classes, new Boxes(slices), threshold);
    }

    @Override
    public Objects in(Image target, int width, int height) {
      return new Objects(
          image,
          target.width(),
          target.height(),
          classes,
          (Boxes) found.in(target, width, height),
          threshold);
    }
  }
}
