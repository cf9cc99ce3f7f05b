package io.github.robustj.testing;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.StoredPixels;
import io.github.robustj.job.Engine;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.task.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.type.numeric.integer.IntType;

/** A process that predicts a made-up slide of 8 bit and says what memory that took. */
public final class SlideProcess {

  private SlideProcess() {}

  /**
   * Prints the most memory that the process had while it predicted, in MiB, and how many objects or
   * pixels of a structure it found.
   *
   * @param arguments folder of the model, side of the slide in pixels, channels: 1 or 3
   */
  public static void main(String[] arguments) throws IOException {
    Image slide = slide(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    System.gc();
    // What it took to make the slide does not count.
    Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    PredictJob job = new PredictJob(Path.of(arguments[0]), slide, 512);
    Prediction seen = Engine.inProcess().run(job, JobListener.SILENT);
    System.out.println(peak() + " " + found(seen));
    System.exit(0);
  }

  private static long found(Prediction seen) {
    if (seen instanceof Prediction.Objects objects) return objects.found().all().size();
    long found = 0;
    for (IntType label : ((Prediction.Masks) seen).mask().labels()) if (label.get() != 0) found++;
    return found;
  }

  /** Scenes side by side, their colours or the first of them. */
  private static Image slide(int side, int channels) {
    int[][] scenes = new int[40][];
    for (int i = 0; i < scenes.length; i++)
      scenes[i] = (int[]) Cells.image(Cells.drawn(200 + i), i).getProcessor().getPixels();
    List<StoredPixels> planes = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      byte[] plane = new byte[side * side];
      for (int i = 0; i < plane.length; i++) {
        int x = i % side;
        int y = i / side;
        int[] scene = scenes[(x / Cells.WIDTH * 7 + y / Cells.HEIGHT * 3) % scenes.length];
        plane[i] = (byte) (scene[y % Cells.HEIGHT * Cells.WIDTH + x % Cells.WIDTH] >> 16 - 8 * c);
      }
      planes.add(new StoredPixels.Bytes(plane));
    }
    return new Image(
        "slide", StoredPixels.image(planes, side, side, channels, 1), Calibration.PIXELS);
  }

  private static long peak() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status")))
      if (line.startsWith("VmHWM:")) return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
    throw new IOException("no peak of memory");
  }
}
