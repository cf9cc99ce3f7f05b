package io.github.robustj.tensorflow;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/**
 * Refuses networks that could do anything but compute. A graph is a program: some of TensorFlow's
 * operations read and write files, open connections or run other code. So all operations of a file,
 * used or not, must be among {@link AllowedOperations}, and those of the saver in their place.
 */
final class OperationCheck {

  /** Large networks have some ten thousand. */
  private static final int MOST_OPERATIONS = 1_000_000;

  private OperationCheck() {}

  /**
   * @param place of the network, for the sentence
   * @throws RobustJException naming the first operation that is not allowed
   */
  static void require(SavedModel file, Path place) {
    file.getMetaGraphsList().stream().map(NetworkGraph::of).forEach(graph -> require(graph, place));
  }

  private static void require(NetworkGraph network, Path place) {
    AllowedOperations allowed = AllowedOperations.list();
    operations(network)
        .filter(node -> !allowed.everywhere().contains(node.getOp()))
        .filter(node -> !allowed.saver().contains(node.getOp()))
        .filter(node -> !network.functions().has(node.getOp()))
        .findFirst()
        .ifPresent(
            node ->
                refuse(
                    node,
                    place,
                    "is not among those that RobustJ runs for a network from a file, because it may"
                        + " do more than compute"));
    new SaverCheck(network, allowed.saver())
        .misused()
        .ifPresent(
            node ->
                refuse(
                    node, place, "reads or writes a file that is not the network's own weights"));
    requireEnd(network, place);
  }

  /** Functions that end, and soon. */
  private static void requireEnd(NetworkGraph network, Path place) {
    network
        .functions()
        .recursive()
        .ifPresent(
            name -> {
              throw new RobustJException(
                  "The network in %s has functions that call themselves (%s) and may never end; do not use this model."
                      .formatted(place, Excerpt.of(name)));
            });
    double operations = network.functions().expanded(network.main().nodes().values());
    if (operations > MOST_OPERATIONS)
      throw new RobustJException(
          "The network in %s has functions that call others so often that %.3g operations would run, more than %d, which no network needs; do not use this model."
              .formatted(place, operations, MOST_OPERATIONS));
  }

  private static Stream<NodeDef> operations(NetworkGraph network) {
    Stream<NodeDef> inFunctions =
        network.functions().all().values().stream()
            .map(FunctionDef::getNodeDefList)
            .flatMap(List::stream);
    // Not those by name: a name that stands twice must not hide one of the two.
    return Stream.concat(network.definition().getGraphDef().getNodeList().stream(), inFunctions);
  }

  private static void refuse(NodeDef node, Path place, String why) {
    throw new RobustJException(
        "The network in %s holds the operation %s (\"%s\"), which %s; do not use this model, or ask its author for one without it."
            .formatted(place, Excerpt.of(node.getOp()), Excerpt.of(node.getName()), why));
  }

  /**
   * The types of operations that a network from a file may hold. They stand, with the reasons, in
   * the resource {@code allowed-operations.txt}.
   *
   * @param everywhere those that only compute
   * @param saver those that read or write weights, for the saver alone
   */
  record AllowedOperations(Set<String> everywhere, Set<String> saver) {

    private static final String FILE = "allowed-operations.txt";
    private static final String SAVER = "@saver ";
    private static final AllowedOperations LIST = read();

    static AllowedOperations list() {
      return LIST;
    }

    private static AllowedOperations read() {
      Set<String> everywhere = new HashSet<>();
      Set<String> saver = new HashSet<>();
      for (String line : lines())
        if (line.startsWith(SAVER)) saver.addAll(words(line.substring(SAVER.length())));
        else if (!line.isBlank() && !line.startsWith("#")) everywhere.addAll(words(line));
      return new AllowedOperations(Set.copyOf(everywhere), Set.copyOf(saver));
    }

    private static List<String> words(String line) {
      return List.of(line.strip().split(" +"));
    }

    private static List<String> lines() {
      try (InputStream in = AllowedOperations.class.getResourceAsStream(FILE)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
