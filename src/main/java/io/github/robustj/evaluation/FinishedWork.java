package io.github.robustj.evaluation;

import io.github.robustj.attack.UniversalPerturbation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where what is finished is kept while an evaluation runs, so that one that was ended in between
 * goes on from there, in whichever phase it was. Threads may ask and keep at the same time.
 */
public interface FinishedWork extends AutoCloseable {

  /**
   * What can be finished by itself.
   *
   * @param label as it stands in files
   * @param type of what is found
   */
  record Kind<T>(String label, Class<T> type) {}

  /** A case under attack. */
  Kind<CaseResult> ATTACKED = new Kind<>("attacked", CaseResult.class);

  /** A case on corrupted images. */
  Kind<CorruptedCase> CORRUPTED = new Kind<>("corrupted", CorruptedCase.class);

  /** A certified case. */
  Kind<Certificate.OfCase> CERTIFIED = new Kind<>("certified", Certificate.OfCase.class);

  /** A check, by its name. */
  Kind<Check> CHECK = new Kind<>("check", Check.class);

  /** A search for one perturbation of all images, by its radius: what stands there last. */
  Kind<UniversalPerturbation.Search> UNIVERSAL =
      new Kind<>("universal", UniversalPerturbation.Search.class);

  /** All kinds. */
  List<Kind<?>> KINDS = List.of(ATTACKED, CORRUPTED, CERTIFIED, CHECK, UNIVERSAL);

  /** Nothing is kept. */
  FinishedWork NONE =
      new FinishedWork() {
        @Override
        public <T> Optional<T> of(Kind<T> kind, String name) {
          return Optional.empty();
        }

        @Override
        public <T> void keep(Kind<T> kind, String name, T found) {}
      };

  /**
   * What an earlier run of the same evaluation found.
   *
   * @param name of the case, or what the kind says
   */
  <T> Optional<T> of(Kind<T> kind, String name);

  /** Under which names an earlier run has found something of a kind. */
  default Set<String> names(Kind<?> kind) {
    return Set.of();
  }

  /**
   * Keeps what was found, in the place of what was kept under the same name.
   *
   * @throws io.github.robustj.error.RobustJException if it cannot be kept
   */
  <T> void keep(Kind<T> kind, String name, T found);

  /** What an earlier run found, or else what is found now, which is kept. */
  default <T> T finish(Kind<T> kind, String name, Supplier<T> search) {
    return of(kind, name)
        .orElseGet(
            () -> {
              T found = search.get();
              keep(kind, name, found);
              return found;
            });
  }

  /** When both runs together began, and how long they took, from the same of this run. */
  default Provenance together(Provenance run) {
    return run;
  }

  @Override
  default void close() {}
}
