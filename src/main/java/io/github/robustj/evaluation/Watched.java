package io.github.robustj.evaluation;

import io.github.robustj.model.DifferentiableModel;

/** A model whose answers are counted while it is measured. */
public interface Watched {

  /** The same, whose answers do not count, as those for pictures of some of the cases. */
  DifferentiableModel unwatched();
}
