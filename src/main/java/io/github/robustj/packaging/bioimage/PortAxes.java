package io.github.robustj.packaging.bioimage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The axes of a tensor.
 *
 * @param letters one for each, in their order: {@code b} images, {@code c} channels, {@code y},
 *     {@code x}, {@code z}, {@code t} time, {@code i} anything else
 * @param least length of each; 0 where it follows from another tensor
 * @param step by which each may be longer; 0 for not at all
 */
record PortAxes(String letters, List<Integer> least, List<Integer> step) {

  private static final String SPACE = "space";
  private static final Map<String, Character> LETTERS =
      Map.of("batch", 'b', "channel", 'c', "time", 't', "index", 'i');

  int least(char axis) {
    int at = letters.indexOf(axis);
    return at < 0 ? 1 : least.get(at);
  }

  int step(char axis) {
    int at = letters.indexOf(axis);
    return at < 0 ? 0 : step.get(at);
  }

  static PortAxes of(Yaml port) {
    return port.isList("axes") ? listed(port) : worded(port);
  }

  /** Of format 0.5: a list, each with a type, a name and a size. */
  private static PortAxes listed(Yaml port) {
    StringBuilder letters = new StringBuilder();
    List<Integer> least = new ArrayList<>();
    List<Integer> step = new ArrayList<>();
    for (Yaml axis : port.parts("axes")) {
      String type = axis.requiredText("type");
      char letter = letter(axis, type);
      letters.append(letter);
      Yaml size = axis.isPart("size") ? axis.part("size") : null;
      if (size == null) {
        int channels = Math.max(1, axis.texts("channel_names").size());
        int given = axis.number("size").map(Double::intValue).orElse(channels);
        boolean open = letter == 'b' && !axis.has("size");
        least.add(given);
        step.add(open ? 1 : 0);
      } else {
        least.add(size.number("min").map(Double::intValue).orElse(0));
        step.add(size.number("step").map(Double::intValue).orElse(0));
      }
    }
    return new PortAxes(letters.toString(), least, step);
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
    if (port.isList("shape")) {
      List<Integer> shape = whole(port.numbers("shape"));
      if (shape.size() != rank) throw port.wrong("shape", rank + " numbers", shape);
      return new PortAxes(letters, shape, Collections.nCopies(rank, 0));
    }
    Yaml shape = port.part("shape");
    List<Integer> least = whole(shape.numbers("min"));
    List<Integer> step = whole(shape.numbers("step"));
    if (least.size() == rank && step.size() == rank) return new PortAxes(letters, least, step);
    // Of an output whose shape follows from the input's.
    List<Integer> unknown = Collections.nCopies(rank, 0);
    if (shape.has("reference_tensor") || shape.has("reference_input"))
      return new PortAxes(letters, unknown, unknown);
    throw port.lacks("shape");
  }

  private static List<Integer> whole(List<Double> numbers) {
    return numbers.stream().map(Double::intValue).toList();
  }
}
