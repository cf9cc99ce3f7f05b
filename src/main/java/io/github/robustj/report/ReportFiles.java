package io.github.robustj.report;

import io.github.robustj.display.EvaluationFiles;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.display.WorstPictures;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.file.AtomicFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A report as files: NAME.html and NAME.tex. */
public final class ReportFiles {

  private ReportFiles() {}

  /** What writes them, by how their names end. */
  public static Map<String, Consumer<Path>> of(Report report) {
    Map<String, Consumer<Path>> files = new LinkedHashMap<>();
    files.put(EvaluationFiles.PAGE, file -> AtomicFiles.text(file, report.html()));
    files.put(EvaluationFiles.LATEX, file -> AtomicFiles.text(file, report.latex()));
    return files;
  }

  /** The files of an evaluation of one model, with its report and the pictures in that. */
  public static Map<String, Consumer<Path>> with(
      Map<String, Consumer<Path>> files, String model, Evaluation evaluation, TaskDisplay task) {
    Map<String, Consumer<Path>> all = new LinkedHashMap<>(files);
    List<byte[]> pictures = WorstPictures.of(task, evaluation);
    for (int i = 0; i < pictures.size(); i++) {
      byte[] picture = pictures.get(i);
      all.put(
          WorstPictures.suffixes().get(i),
          file -> AtomicFiles.write(file, out -> out.write(picture)));
    }
    all.putAll(of(Report.of(List.of(new Subject(model, evaluation, pictures)))));
    return all;
  }
}
