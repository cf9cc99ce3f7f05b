package io.github.robustj.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The annotated cases of a folder.
 *
 * @param cases sorted by name, at least one
 * @param labelNames names of label values where the folder gives them
 * @param patients how the cases' patients were found
 * @param notes what the user should know about the folder, such as files that are left out; a
 *     sentence each
 */
public record Dataset(
    Path root,
    List<CaseFiles> cases,
    Map<Integer, String> labelNames,
    Patients patients,
    List<String> notes) {

  /**
   * @param guessed whether they were guessed from the names, so that they may be wrong
   * @param inWords a sentence for the user; empty if he gave them himself
   */
  public record Patients(boolean guessed, String inWords) {
    public static final Patients GIVEN = new Patients(false, "");
  }

  public Dataset {
    cases = List.copyOf(cases);
    notes = List.copyOf(notes);
  }

  /** With one more thing that the user should know; as it is if that is empty. */
  public Dataset noted(String note) {
    if (note.isEmpty()) return this;
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return new Dataset(root, cases, labelNames, patients, all);
  }
}
