package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.WorstCase;
import io.github.robustj.evaluation.WorstCase.Shown;
import io.github.robustj.job.AttackResult;
import io.github.robustj.task.Reach;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures of the cases that lose most: the clean slice with what the model sees there, the
 * attacked slice, and the attacked slice with what the model sees now, with the truth, captions and
 * a legend.
 */
public final class WorstPictures {

  /** Of which there are pictures. */
  private static final int MOST = 5;

  private WorstPictures() {}

  /** How the names of their files end, the worst first. */
  public static List<String> suffixes() {
    return IntStream.rangeClosed(1, MOST).mapToObj(i -> "-worst-" + i + ".png").toList();
  }

  /**
   * PNG files in the order of the worst cases.
   *
   * @return none where an evaluation does not hold the slices any more, as one from a file
   */
  public static List<byte[]> of(TaskDisplay task, Evaluation evaluation) {
    List<byte[]> pictures = new ArrayList<>();
    for (WorstCase worst : evaluation.worst())
      worst.shown().ifPresent(shown -> pictures.add(png(picture(task, worst, shown))));
    return pictures;
  }

  private static ImagePlus picture(TaskDisplay task, WorstCase worst, Shown shown) {
    AttackResult result =
        new AttackResult(
            shown.adversarial(),
            Preprocessing.difference(shown.adversarial(), shown.clean()),
            shown.truth(),
            true,
            shown.before(),
            shown.after(),
            List.of(),
            Optional.empty(),
            Reach.NONE,
            Optional.empty());
    AttackView view = task.attack(result, shown.clean());
    ImagePlus clean = Images.of(shown.clean());
    ImagePlus bare = Images.of(shown.adversarial(), shown.clean());
    ImagePlus attacked = Images.of(shown.adversarial(), shown.clean());
    List<Panel> panels =
        List.of(
            new Panel("clean\n" + view.before().caption(), clean, view.before().overlay()),
            new Panel("attacked", bare, new ij.gui.Overlay()),
            new Panel("attacked\n" + view.after().caption(), attacked, view.after().overlay()));
    return Panels.compact(worst.name(), panels, view.keys());
  }

  private static byte[] png(ImagePlus picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BufferedImage image = picture.getBufferedImage();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Nothing is written but to memory.
    }
    return bytes.toByteArray();
  }
}
