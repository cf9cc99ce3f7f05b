package io.github.robustj.packaging.bioimage;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Sides;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The axes of a tensor.
 *
 * @param letters one for each, in their order: {@code b} images, {@code c} channels, {@code y},
 *     {@code x}, {@code z}, {@code t} time, {@code i} anything else
 * @param least length of each; 0 where it follows from another tensor
 * @param step by which each may be longer; 0 for not at all
 * @param halo of an output: how much at both ends of each the network does not answer for
 */
record PortAxes(String letters, List<Integer> least, List<Integer> step, List<Integer> halo) {

  /** Of a side, more than networks have. */
  private static final int MOST_STEP = 1024;

  private static final String IMAGE = "byxc";
  private static final String SPACE = "space";
  private static final Map<String, Character> LETTERS =
      Map.of("batch", 'b', "channel", 'c', "time", 't', "index", 'i');

  int least(char axis) {
    int at = letters.indexOf(axis);
    return at < 0 ? 1 : least.get(at);
  }

  /** How long a side may be; empty where that follows from another tensor. */
  Optional<Sides> sides(char axis, Yaml port) {
    int at = letters.indexOf(axis);
    int by = step.get(at);
    if (by > MOST_STEP) throw port.wrong("shape", "steps below " + MOST_STEP, by);
    int first = least.get(at) == 0 ? by : least.get(at);
    return first == 0 ? Optional.empty() : Optional.of(new Sides(first, by));
  }

  /** The larger one of y and x. */
  int edge() {
    return Math.max(halo.get(letters.indexOf('y')), halo.get(letters.indexOf('x')));
  }

  /**
   * @throws RobustJException if it is none of a two-dimensional image
   */
  static PortAxes of(Yaml port) {
    PortAxes axes = port.isList("axes") ? listed(port) : worded(port);
    String letters = axes.letters();
    if (letters.chars().distinct().count() < letters.length()
        || letters.indexOf('y') < 0
        || letters.indexOf('x') < 0)
      throw port.wrong("axes", "each axis once, y and x among them", letters);
    for (int i = 0; i < letters.length(); i++)
      if (IMAGE.indexOf(letters.charAt(i)) < 0 && axes.least.get(i) > 1)
        throw port.wrong(
            "axes",
            "an axis %s of length 1, of two-dimensional images,".formatted(letters.charAt(i)),
            axes.least.get(i));
    return axes;
  }

  /** Of format 0.5: a list, each with a type, a name and a size. */
  private static PortAxes listed(Yaml port) {
    StringBuilder letters = new StringBuilder();
    List<Integer> least = new ArrayList<>();
    List<Integer> step = new ArrayList<>();
    List<Integer> halo = new ArrayList<>();
    for (Yaml axis : port.parts("axes")) {
      String type = axis.requiredText("type");
      char letter = letter(axis, type);
      letters.append(letter);
      halo.add(axis.side("halo").orElse(0));
      Yaml size = axis.isPart("size") ? axis.part("size") : null;
      if (size == null) {
        int channels = Math.max(1, axis.texts("channel_names").size());
        int given = axis.side("size").orElse(channels);
        boolean open = letter == 'b' && !axis.has("size");
        least.add(given);
        step.add(open ? 1 : 0);
      } else {
        least.add(size.side("min").orElse(0));
        step.add(size.side("step").orElse(0));
      }
    }
    return new PortAxes(letters.toString(), least, step, halo);
  }

  private static char letter(Yaml axis, String type) {
    if (type.equals(SPACE)) {
      String id = axis.text("id").orElse("x");
      if (List.of("x", "y", "z").contains(id)) return id.charAt(0);
      throw axis.wrong("id", "x, y or z", id);
    }
    Character letter = LETTERS.get(type);
    if (letter != null) return letter;
    throw axis.wrong("type", "batch, channel, space, time or index", type);
  }

  /** Of formats 0.3 and 0.4: a word of letters, and a shape. */
  private static PortAxes worded(Yaml port) {
    String letters = port.requiredText("axes");
    int rank = letters.length();
    if (!letters.matches("[bitczyx]+")) throw port.wrong("axes", "letters of bitczyx", letters);
    List<Integer> none = Collections.nCopies(rank, 0);
    List<Integer> halo = port.has("halo") ? port.sides("halo") : none;
    if (halo.size() != rank) throw port.wrong("halo", rank + " numbers", halo.size() + " numbers");
    if (port.isList("shape")) {
      List<Integer> shape = port.sides("shape");
      if (shape.size() != rank)
        throw port.wrong("shape", rank + " numbers", shape.size() + " numbers");
      return new PortAxes(letters, shape, none, halo);
    }
    Yaml shape = port.part("shape");
    List<Integer> least = shape.sides("min");
    List<Integer> step = shape.sides("step");
    if (least.size() == rank && step.size() == rank)
      return new PortAxes(letters, least, step, halo);
    if (!shape.has("reference_tensor") && !shape.has("reference_input")) throw port.lacks("shape");
    return new PortAxes(letters, following(shape, rank), none, halo);
  }

  /**
   * Of an output whose shape is that of the input times a scale, plus twice an offset: only where
   * the scale is 0 it is known by itself.
   */
  private static List<Integer> following(Yaml shape, int rank) {
    List<Double> scale = shape.numbers("scale", 0);
    List<Double> offset = shape.numbers("offset", 0);
    List<Integer> least = new ArrayList<>(Collections.nCopies(rank, 0));
    if (scale.size() == rank && offset.size() == rank)
      for (int i = 0; i < rank; i++)
        if (scale.get(i) == 0) least.set(i, (int) Math.round(2 * offset.get(i)));
    return least;
  }
}
