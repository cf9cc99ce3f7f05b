package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Split;
import io.github.robustj.data.reader.DatasetReader;
import io.github.robustj.data.reader.SplitFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The cases of a data set that a job uses.
 *
 * @param fixed the split into training and validation, if the split file gives one
 */
record Selection(Dataset dataset, List<CaseFiles> cases, Optional<Split> fixed) {

  /**
   * @param group as in {@link DatasetReader#read}
   * @param split file of case names; empty for all cases
   */
  static Selection read(Path data, String group, Optional<Path> split) {
    return of(DatasetReader.read(data, group), split);
  }

  /**
   * @param split file of case names; empty for all cases
   */
  static Selection of(Dataset dataset, Optional<Path> split) {
    if (split.isEmpty()) return new Selection(dataset, dataset.cases(), Optional.empty());
    SplitFile file = SplitFile.read(split.get(), dataset);
    return new Selection(dataset, file.selected(), file.fixed());
  }

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
