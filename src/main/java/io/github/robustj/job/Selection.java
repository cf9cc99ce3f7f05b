package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Split;
import io.github.robustj.data.reader.SplitFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cases of a data set that a job uses.
 *
 * @param fixed the split into training and validation, if the split file gives one
 * @param notes what the user should know about the data set and the split, a sentence each
 */
record Selection(
    Dataset dataset, List<CaseFiles> cases, Optional<Split> fixed, List<String> notes) {

  /**
   * @param split file of case names; empty for all cases
   */
  static Selection of(Dataset dataset, Optional<Path> split) {
    if (split.isEmpty())
      return new Selection(dataset, dataset.cases(), Optional.empty(), dataset.notes());
    SplitFile file = SplitFile.read(split.get(), dataset);
    List<String> notes = new ArrayList<>(dataset.notes());
    notes.addAll(file.notes());
    return new Selection(dataset, file.selected(), file.fixed(), notes);
  }

  /** How patients were found, where a split is drawn by them; else empty. */
  String patients(double validationShare) {
    return fixed.isEmpty() && validationShare > 0 ? dataset.patients().inWords() : "";
  }

  /** Whole patients on each side. */
  Split split(double validationShare, long seed) {
    return fixed.orElseGet(() -> Split.byGroup(cases, validationShare, seed));
  }

  /**
   * The cases to measure on: the validation part where the split file fixes one, else all of them.
   */
  List<CaseFiles> evaluated() {
    return fixed.map(Split::validation).filter(part -> !part.isEmpty()).orElse(cases);
  }
}
