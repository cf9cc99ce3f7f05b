package io.github.robustj.display;

import ij.ImagePlus;
import ij.macro.Interpreter;
import io.github.robustj.job.JobListener;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;

/**
 * A window with the training so far: loss, scores and, for methods that have them, the histogram of
 * margins; drawn anew after each epoch. It opens after the first one and, once closed, stays
 * closed. Headless and in batch mode there is none.
 *
 * <p>Drawn on AWT's thread, so that the training does not wait for it; epochs that come faster than
 * they can be drawn, as those of a resumed training do, are drawn together.
 */
public final class LiveTraining implements JobListener {

  private final List<EpochReport> history = new ArrayList<>();
  private final String title;
  private final String task;
  private final boolean visible;
  private volatile String verdict = "";
  private ImagePlus window;

  /**
   * @param task that is trained
   */
  public LiveTraining(String title, String task) {
    this.title = title;
    this.task = task;
    this.visible = !GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode();
  }

  @Override
  public void epoch(EpochReport report) {
    if (!visible) return;
    synchronized (history) {
      history.add(report);
    }
    EventQueue.invokeLater(() -> draw(report));
  }

  /** Writes below the curves what is to be said about the model. */
  public void judged(String sentence) {
    verdict = sentence;
    if (!visible) return;
    synchronized (history) {
      if (history.isEmpty()) return;
      EpochReport last = history.get(history.size() - 1);
      EventQueue.invokeLater(() -> draw(last));
    }
  }

  /** Draws all epochs there are, unless a later one than this will be drawn. */
  private void draw(EpochReport report) {
    List<EpochReport> all;
    synchronized (history) {
      all = List.copyOf(history);
    }
    if (closed() || all.get(all.size() - 1) != report) return;
    ImagePlus picture = Plots.training(title, task, all, verdict);
    if (window == null) {
      window = picture;
      window.show();
    } else window.setProcessor(picture.getProcessor());
  }

  private boolean closed() {
    return window != null && window.getWindow() == null;
  }
}
