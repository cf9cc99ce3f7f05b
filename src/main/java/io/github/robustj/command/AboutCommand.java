package io.github.robustj.command;

import ij.gui.GenericDialog;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.Version;
import io.github.robustj.worker.EngineStatus;
import io.github.robustj.worker.Engines;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.ArrayList;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Version, engine, device and citation: in a dialog, or in the log where nobody looks. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>About RobustJ...",
    headless = true,
    description = "Shows the version, what computes, and what to cite.")
public final class AboutCommand extends JobCommand {

  static final String DOI = "10.1117/12.3006534";

  /** What to cite, as {@code CITATION.cff} says it. */
  static final String CITATION =
      "L. Ma, J. Chen, L. Qian, L. Liang: A general approach to improve adversarial robustness of"
          + " DNNs for medical image segmentation and detection. SPIE Medical Imaging, 2024."
          + " https://doi.org/"
          + DOI;

  @Override
  public List<Page> pages() {
    return List.of();
  }

  @Override
  protected void execute(Options options) {
    List<String> lines = lines();
    if (interactive()) show(lines);
    else {
      lines.forEach(progress()::log);
      progress().log("Please cite: " + CITATION);
    }
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(Version.NAME + " " + Version.text());
    for (String line : EngineStatus.standard().lines(Engines.standard(), progress()))
      if (!lines.contains(line)) lines.add(line);
    return lines;
  }

  private static void show(List<String> lines) {
    GenericDialog dialog = new GenericDialog("About RobustJ");
    dialog.addMessage(String.join("\n", lines.stream().map(Wrapped::of).toList()));
    dialog.addMessage("Please cite:\n" + Wrapped.of(CITATION));
    dialog.addButton("Copy the citation", event -> copy());
    dialog.hideCancelButton();
    dialog.showDialog();
  }

  private static void copy() {
    StringSelection text = new StringSelection(CITATION);
    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(text, text);
  }
}
