package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Connection;
import io.github.robustj.model.Connection.Star;
import io.github.robustj.model.Connection.Values;
import io.github.robustj.model.NetworkPorts;
import io.github.robustj.model.NetworkPorts.End;
import io.github.robustj.model.NetworkPorts.Port;
import io.github.robustj.model.NetworkPorts.Signature;
import io.github.robustj.model.Sides;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.bioimage.BioimagePackage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a network of another program is connected, as its user says, and where she says nothing, as
 * its file lets one guess.
 *
 * @param source of the network, for sentences
 * @param described what a package says of it; empty for a SavedModel alone
 * @param options with {@link ImportTable#NETWORK}
 */
record ProposedConnection(
    Object source, NetworkPorts ports, Optional<BioimagePackage> described, Options options) {

  private static final String USUAL = "serving_default";

  /** Pixels that share an output. */
  private static final int MOST_STRIDE = 8;

  /** Of a tile, in pixels. */
  private static final int LEAST_SIDE = 16;

  /** Of an image that a network must have at least, which is given to it as a whole. */
  private static final int MOST_SIDE = 8192;

  /** Most channels that are taken for channels where an axis could be another one. */
  private static final int MOST_CHANNELS = 4;

  /**
   * With what only the network itself knows: whether it takes several images at once, and the grid
   * of one that tells distances.
   *
   * @param network its folder
   */
  Connection connection(Backend backend, Path network) {
    Connection connection = gridded(backend, network);
    boolean several = connection.inputAxes().indexOf('b') >= 0;
    return !several || backend.takesSeveral(network, connection)
        ? connection
        : connection.ofSingleImages();
  }

  private Connection gridded(Backend backend, Path network) {
    Connection connection = connection();
    if (connection.star() == null) {
      refuseThresholds();
      return connection;
    }
    Star grid = backend.grid(network, connection);
    if (grid.stride() > MOST_STRIDE || Integer.bitCount(grid.stride()) != 1)
      throw new RobustJException(
          "The network in %s gives one output for %d x %d pixels, but RobustJ reads 1, 2, 4 or 8; export it with another grid."
              .formatted(source, grid.stride(), grid.stride()));
    return connection.with(grid);
  }

  private void refuseThresholds() {
    for (Key<?> key : List.of(ImportTable.PROBABILITY_THRESHOLD, ImportTable.OVERLAP_THRESHOLD))
      if (!options.isStandard(key))
        throw new RobustJException(
            "The option %s is for networks of StarDist, but that in %s tells no distances; leave it out."
                .formatted(key.name(), source));
  }

  /**
   * @throws RobustJException if something can neither be read nor guessed, or is not there
   */
  Connection connection() {
    Signature signature = signature();
    Optional<BioimagePackage.Port> in = described.map(BioimagePackage::input);
    Optional<BioimagePackage.Port> out = described.map(BioimagePackage::output);
    Port input = port(signature.inputs(), ImportTable.INPUT_TENSOR, in);
    StarPorts star = new StarPorts(source, signature.outputs(), options);
    Port output =
        star.isTwo()
            ? star.probability()
            : port(signature.outputs(), ImportTable.OUTPUT_TENSOR, out);
    String inputAxes = axes(input, ImportTable.INPUT_AXES, in, "byxc");
    String outputAxes = axes(output, ImportTable.OUTPUT_AXES, out, inputAxes);
    int numbers = numbers(output, outputAxes, out.map(BioimagePackage.Port::channels));
    Values values = star.isTwo() ? Values.STAR_DISTANCES : values(output, numbers);
    int classes =
        values == Values.STAR_DISTANCES
            ? star.numbers(output, outputAxes, numbers)
            : values.isWithoutBackground() ? numbers + 1 : numbers;
    int multiple = output.multiple();
    Sides height = sides(input, inputAxes, 'y', in.flatMap(BioimagePackage.Port::height), multiple);
    Sides width = sides(input, inputAxes, 'x', in.flatMap(BioimagePackage.Port::width), multiple);
    int given = options.get(ImportTable.HALO);
    int halo = given > 0 ? given : out.map(BioimagePackage.Port::halo).orElse(0);
    requireLarge(height, width, halo);
    return new Connection(
        signature.name(),
        input.name(),
        inputAxes,
        output.name(),
        outputAxes,
        values,
        channels(input, inputAxes, in.map(BioimagePackage.Port::channels)),
        classes,
        height,
        width,
        halo,
        threshold(values),
        values == Values.STAR_DISTANCES ? new Star(star.distances(), 1, false) : null);
  }

  private void requireLarge(Sides height, Sides width, int halo) {
    boolean small =
        height.isFixed() && height.least() < LEAST_SIDE
            || width.isFixed() && width.least() < LEAST_SIDE;
    if (small)
      throw new RobustJException(
          "The network in %s takes images of %s x %s pixels only, but RobustJ needs %d on each side; export it for larger ones."
              .formatted(source, height.inWords(), width.inWords(), LEAST_SIDE));
    if (Math.max(height.least(), width.least()) > MOST_SIDE)
      throw new RobustJException(
          "The network in %s takes images of %s x %s pixels, but RobustJ takes at most %d on each side; export it for smaller ones."
              .formatted(source, height.inWords(), width.inWords(), MOST_SIDE));
    int most = Math.min(longest(height), longest(width)) / 2;
    if (halo >= most)
      throw new RobustJException(
          "The network in %s has a halo of %d pixels, which leaves nothing of tiles of %d; give a smaller one by the option halo."
              .formatted(source, halo, 2 * most));
  }

  private static int longest(Sides sides) {
    return sides.atMost(OpenModel.TILE);
  }

  /**
   * The network's own length, else what the user says, else the package, where strides allow that.
   *
   * @param strides of the network
   */
  private Sides sides(Port port, String axes, char axis, Optional<Sides> described, int strides) {
    int length = length(port, axes, axis);
    if (length > 0 && !described.map(sides -> sides.contains(length)).orElse(true))
      throw new RobustJException(
          "The description in %s says %s along the axis %s but its network has %d (%s); take another version of the package."
              .formatted(source, described.get().inWords(), axis, length, port.words()));
    if (length > 0) return Sides.only(length);
    int given = options.get(ImportTable.MULTIPLE);
    if (described.isPresent() && described.get().isFixed()) return described.get();
    int multiple = given > 0 ? given : strides;
    int least = described.map(Sides::least).orElse(multiple);
    int step = described.map(Sides::step).orElse(multiple);
    if (given == 0 && step % multiple == 0) return new Sides(least, step);
    return new Sides(Sides.multiplesOf(multiple).atLeast(least), multiple);
  }

  /** What the network itself says, else the package; 0 for any. */
  private int count(Port port, String axes, char axis, Optional<Integer> described) {
    int length = length(port, axes, axis);
    int said = described.orElse(0);
    if (length > 0 && said > 0 && length != said)
      throw new RobustJException(
          "The description in %s says %d along the axis %s but its network has %d (%s); take another version of the package."
              .formatted(source, said, axis, length, port.words()));
    return Math.max(length, said);
  }

  /** The package's, where the background has no number. */
  private double threshold(Values values) {
    Optional<Double> said = described.flatMap(model -> model.following().threshold());
    return values.isWithoutBackground() ? said.orElse(Connection.HALF) : Connection.HALF;
  }

  private Signature signature() {
    List<Signature> all = ports.signatures();
    String given = options.get(ImportTable.SIGNATURE);
    String wanted = given.isEmpty() ? USUAL : given;
    if (given.isEmpty() && all.size() == 1) return all.get(0);
    return all.stream()
        .filter(signature -> signature.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                unknown(ImportTable.SIGNATURE, given, all.stream().map(Signature::name).toList()));
  }

  private Port port(List<Port> all, Key<String> key, Optional<BioimagePackage.Port> described) {
    String own = described.map(BioimagePackage.Port::name).orElse("");
    String given = options.get(key).isEmpty() ? own : options.get(key);
    if (given.equals(own) && all.size() == 1) return all.get(0);
    if (given.isEmpty() && all.size() == 1) return all.get(0);
    return all.stream()
        .filter(port -> port.name().equals(given))
        .findFirst()
        .orElseThrow(() -> unknown(key, given, all.stream().map(Port::words).toList()));
  }

  private RobustJException unknown(Key<String> key, String given, List<String> all) {
    return new RobustJException(
        given.isEmpty()
            ? "The network in %s has several to choose from for %s: give one of %s."
                .formatted(source, key.name(), String.join("; ", all))
            : "The option %s is \"%s\" but the network in %s has %s; give one of these."
                .formatted(key.name(), given, source, String.join("; ", all)));
  }

  /**
   * @param usual axes where the shape tells nothing
   */
  private String axes(
      Port port, Key<String> key, Optional<BioimagePackage.Port> described, String usual) {
    String own = described.map(BioimagePackage.Port::letters).orElse("");
    String given = (options.get(key).isEmpty() ? own : options.get(key)).toLowerCase(Locale.ROOT);
    int rank = port.shape().size();
    if (given.isEmpty()) return guessed(port, key, usual);
    boolean letters = given.chars().allMatch(c -> 'a' <= c && c <= 'z');
    boolean once = given.chars().distinct().count() == given.length();
    if (letters
        && once
        && given.indexOf('y') >= 0
        && given.indexOf('x') >= 0
        && (rank == 0 || rank == given.length())) return given;
    throw new RobustJException(
        "The option %s is \"%s\" but must have a letter for each axis of %s, none twice, y and x among them, such as byxc."
            .formatted(key.name(), given, port.words()));
  }

  private String guessed(Port port, Key<String> key, String usual) {
    List<Integer> shape = port.shape();
    if (shape.isEmpty() || shape.size() == 4)
      return isChannels(shape, 3) || !isChannels(shape, 1) ? four(shape, usual) : "bcyx";
    if (shape.size() == 3 && !isChannels(shape, 2)) return "byx";
    if (shape.size() == 3) return "yxc";
    if (shape.size() == 2) return "yx";
    throw new RobustJException(
        "The network in %s has %s, of %d axes: say by the option %s which they are; axes other than b, y, x, c must have length 1."
            .formatted(source, port.words(), shape.size(), key.name()));
  }

  private static String four(List<Integer> shape, String usual) {
    boolean told = !shape.isEmpty() && isChannels(shape, 3);
    return told || usual.length() != 4 ? "byxc" : usual;
  }

  private static boolean isChannels(List<Integer> shape, int axis) {
    return axis < shape.size() && shape.get(axis) >= 1 && shape.get(axis) <= MOST_CHANNELS;
  }

  /** 0 where it is open. */
  private static int length(Port port, String axes, char axis) {
    int at = axes.indexOf(axis);
    return at < 0 || at >= port.shape().size() ? 0 : Math.max(0, port.shape().get(at));
  }

  private int channels(Port input, String axes, Optional<Integer> described) {
    int given = options.get(ImportTable.CHANNELS);
    int known = axes.indexOf('c') < 0 ? 1 : count(input, axes, 'c', described);
    if (given > 0 && known > 0 && given != known)
      throw new RobustJException(
          "The option channels is %d but the network in %s takes %d (%s); leave it out."
              .formatted(given, source, known, input.words()));
    if (given > 0 || known > 0) return Math.max(given, known);
    throw new RobustJException(
        "The network in %s does not say how many channels an image has (%s): give the option channels."
            .formatted(source, input.words()));
  }

  /** How many the network gives for a pixel. */
  private int numbers(Port output, String axes, Optional<Integer> described) {
    if (axes.indexOf('c') < 0) return 1;
    int known = count(output, axes, 'c', described);
    if (known > 0) return known;
    throw new RobustJException(
        "The network in %s does not say how many classes it tells apart (%s); export it with a fixed number of channels of its output."
            .formatted(source, output.words()));
  }

  private Values values(Port output, int numbers) {
    String given = options.get(ImportTable.OUTPUT_VALUES);
    Values values =
        given.equals("auto")
            ? described
                .flatMap(model -> model.following().values())
                .orElseGet(() -> guessed(output, numbers))
            : Values.valueOf(given.toUpperCase(Locale.ROOT));
    if (values == Values.STAR_DISTANCES || numbers > 1 || values.isWithoutBackground())
      return values;
    throw new RobustJException(
        "The network in %s gives one number for a pixel, which cannot be %s; set output_values to sigmoid or sigmoid_logits, or choose another output."
            .formatted(source, values.name().toLowerCase(Locale.ROOT)));
  }

  /** What a threshold follows are probabilities. */
  private Values guessed(Port output, int numbers) {
    boolean cut = described.flatMap(model -> model.following().threshold()).isPresent();
    if (output.end() == End.SIGMOID_AND_MORE && numbers > StarPorts.LEAST_RAYS)
      return Values.STAR_DISTANCES;
    if (output.end() == End.SIGMOID || cut && output.end() != End.SOFTMAX) return Values.SIGMOID;
    if (numbers == 1) return Values.SIGMOID_LOGITS;
    return output.end() == End.SOFTMAX ? Values.SOFTMAX : Values.LOGITS;
  }

  /** What was settled, a line each. */
  static List<String> lines(Connection c) {
    return List.of(
        "signature " + c.signature(),
        "input %s, axes %s, %d channel(s)%s"
            .formatted(
                c.input(),
                c.inputAxes(),
                c.channels(),
                c.inputAxes().indexOf('b') < 0 ? ", one image at a time" : ""),
        c.star() != null
            ? StarPorts.line(c)
            : "output %s, axes %s, %s of %d classes%s"
                .formatted(
                    c.output(),
                    c.outputAxes(),
                    c.values().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    c.classes(),
                    c.threshold() == Connection.HALF ? "" : ", above " + c.threshold()),
        sizes(c.height(), c.width())
            + (c.halo() == 0 ? "" : ", halo of %d pixels around tiles".formatted(c.halo())));
  }

  private static String sizes(Sides height, Sides width) {
    if (height.isFixed() && width.isFixed())
      return "images of %d x %d pixels (height x width)".formatted(height.least(), width.least());
    return height.equals(width)
        ? "sides %s".formatted(height.inWords())
        : "height %s, width %s".formatted(height.inWords(), width.inWords());
  }
}
