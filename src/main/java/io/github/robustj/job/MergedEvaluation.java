package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.model.Backend;
import io.github.robustj.packaging.FinishedPart;
import io.github.robustj.parts.PartStore;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An evaluation whose cases were measured as parts: the plain evaluation, which finds what was
 * found of them. What no part has it measures itself.
 *
 * @param whole keeps what is finished besides
 * @param parts folder of a {@link PartStore}
 * @param prefix what stands before the case in a part's name
 */
public record MergedEvaluation(ResumableEvaluation whole, Path parts, String prefix)
    implements Job<Evaluation> {

  @Override
  public Evaluation run(Backend backend, JobListener listener) {
    PartStore store = PartStore.in(parts, listener::log);
    return whole.run(
        backend, listener, (kept, how, cases) -> new Merged(kept, how, cases, store, prefix));
  }

  @Override
  public String lighter() {
    return whole.lighter();
  }

  /** What is kept, and what the parts have found. Each part is read when it is asked for. */
  private static final class Merged implements FinishedWork {

    private final FinishedWork kept;
    private final Provenance how;
    private final EvaluatedCases cases;
    private final PartStore store;
    private final String prefix;
    private final Set<String> counted = new HashSet<>();
    private double seconds;

    Merged(
        FinishedWork kept, Provenance how, EvaluatedCases cases, PartStore store, String prefix) {
      this.kept = kept;
      this.how = how;
      this.cases = cases;
      this.store = store;
      this.prefix = prefix;
    }

    @Override
    public <T> Optional<T> of(Kind<T> kind, String name) {
      return kept.of(kind, name).or(() -> part(name).flatMap(part -> part.of(kind, name)));
    }

    /** Empty for what is no case, as a check. */
    private Optional<FinishedPart> part(String name) {
      String part = prefix + name;
      if (!cases.sums().containsKey(name) || !store.has(part)) return Optional.empty();
      Optional<FinishedPart> found = store.result(part).map(FinishedPart::of);
      found.flatMap(FinishedPart::how).ifPresent(its -> count(name, its));
      return found.map(its -> suited(its, name, part));
    }

    private synchronized void count(String name, Provenance its) {
      if (counted.add(name)) seconds += its.seconds();
    }

    private FinishedPart suited(FinishedPart found, String name, String part) {
      if (found.how().isEmpty()) return changed(part);
      Optional<String> difference = found.difference(how, EvaluatedHow.FILES);
      if (difference.isPresent())
        throw new RobustJException(
            "The part %s was measured otherwise than it would be now: %s; merge where it was measured, or set overwrite to begin anew."
                .formatted(part, difference.get()));
      if (!found.how().get().checksum().equals(cases.sums().get(name))) return changed(part);
      return found;
    }

    /** A further run of its share measures it again. */
    private FinishedPart changed(String part) {
      store.discard(part);
      throw new RobustJException(
          "The data of %s have changed since it was measured, and what was found is discarded; run the same command with shard 1/1, which does only what is missing, and merge again."
              .formatted(part));
    }

    @Override
    public Set<String> names(Kind<?> kind) {
      return kept.names(kind);
    }

    @Override
    public <T> void keep(Kind<T> kind, String name, T found) {
      kept.keep(kind, name, found);
    }

    /** The times of all machines together. */
    @Override
    public Provenance together(Provenance run) {
      Provenance own = kept.together(run);
      return own.at(own.date(), own.seconds() + seconds);
    }

    @Override
    public void close() {
      kept.close();
    }
  }
}
