package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.NetworkPorts;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ForeignContent;
import io.github.robustj.packaging.ForeignFiles;
import io.github.robustj.packaging.bioimage.BioimagePackage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at a network of another program without making a model of it: what it takes and gives, and
 * how an {@link ImportJob} with the same options would connect it. Nothing is written.
 *
 * @param source SavedModel or package of bioimage.io, a folder or zip
 * @param values of {@link ImportJob#TABLE} by name; those left out have their defaults
 */
public record InspectJob(Path source, Map<String, Object> values)
    implements Job<InspectJob.Inspected> {

  /**
   * What was found.
   *
   * @param network its signatures, with the name, type and shape of each tensor; not empty
   * @param connection how it would be connected, a line each; empty if that must be said
   * @param obstacle the sentence that an import would end with; empty if there is none
   */
  public record Inspected(List<String> network, List<String> connection, String obstacle) {

    /** All of it for the reader. */
    public List<String> lines() {
      List<String> lines = new ArrayList<>(List.of("The network has:"));
      network.forEach(line -> lines.add("  " + line));
      if (!connection.isEmpty()) lines.add("It would be connected so:");
      connection.forEach(line -> lines.add("  " + line));
      if (!obstacle.isEmpty()) lines.add(obstacle);
      return lines;
    }
  }

  /**
   * @param source also a file of the network, as dialogs choose one; its folder is meant
   * @param options with {@link ImportJob#TABLE}
   */
  public static InspectJob from(Path source, Options options) {
    return new InspectJob(ForeignFiles.folderOf(source), options.given(ImportJob.TABLE));
  }

  @Override
  public Inspected run(Backend backend, JobListener listener) {
    Options options = Options.of(values, ImportJob.TABLE);
    listener.progress(0, "reading " + source.getFileName());
    return ForeignFiles.with(source, content -> inspected(content, options, backend));
  }

  private Inspected inspected(ForeignContent content, Options options, Backend backend) {
    NetworkPorts ports = backend.ports(content.network());
    List<String> network = ports.signatures().stream().map(NetworkPorts.Signature::words).toList();
    try {
      Optional<BioimagePackage> described =
          content.described(options.get(ImportTable.OUTPUT_TENSOR));
      Optional<RestoredModel> own = RestoredModel.in(content, described, options);
      if (own.isPresent()) return new Inspected(network, own.get().lines(), "");
      ProposedConnection proposed = new ProposedConnection(source, ports, described, options);
      return new Inspected(
          network, ConnectionLines.of(proposed.connection(backend, content.network())), "");
    } catch (RobustJException needed) {
      return new Inspected(network, List.of(), needed.getMessage());
    }
  }
}
