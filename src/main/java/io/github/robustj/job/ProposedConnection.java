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
    String inputAxes = axes().letters(input, ImportTable.INPUT_AXES, in, "byxc");
    String outputAxes = axes().letters(output, ImportTable.OUTPUT_AXES, out, inputAxes);
    int numbers = numbers(output, outputAxes, out.map(BioimagePackage.Port::channels));
    Values values = star.isTwo() ? Values.STAR_DISTANCES : values(output, numbers);
    int classes =
        values == Values.STAR_DISTANCES
            ? star.numbers(output, outputAxes, numbers)
            : values.isWithoutBackground() ? numbers + 1 : numbers;
    int multiple = output.multiple();
    ProposedSides sides = new ProposedSides(source, options);
    Sides height =
        sides.sides(input, inputAxes, 'y', in.flatMap(BioimagePackage.Port::height), multiple);
    Sides width =
        sides.sides(input, inputAxes, 'x', in.flatMap(BioimagePackage.Port::width), multiple);
    int given = options.get(ImportTable.HALO);
    int halo = given > 0 ? given : out.map(BioimagePackage.Port::halo).orElse(0);
    sides.requireTiles(height, width, halo);
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

  private ProposedAxes axes() {
    return new ProposedAxes(source, options);
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

  private int channels(Port input, String axes, Optional<Integer> described) {
    int given = options.get(ImportTable.CHANNELS);
    int known = axes.indexOf('c') < 0 ? 1 : axes().count(input, axes, 'c', described);
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
    int known = axes().count(output, axes, 'c', described);
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
}
