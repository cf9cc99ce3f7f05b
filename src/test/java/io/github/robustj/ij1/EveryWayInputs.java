package io.github.robustj.ij1;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.testing.Curves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model and a data set of each task, an image, and files that are not what they seem. */
final class EveryWayInputs {

  private static final int WIDTH = 40;
  private static final int HEIGHT = 32;

  private EveryWayInputs() {}

  static void write(Path folder) throws IOException {
    Models.untrained(folder.resolve("segmentation"));
    Models.landmarks(folder.resolve("landmark"));
    Models.objects(folder.resolve("detection"));
    Files.createDirectories(folder.resolve("results"));
    tiff(cells(), folder.resolve("cells.tif"));
    for (String task : new String[] {"segmentation", "landmark", "detection"})
      tiff(cells(), folder.resolve("data " + task + "/images/cells.tif"));
    tiff(bright(WIDTH), folder.resolve("data segmentation/labels/cells.tif"));
    Files.writeString(
        folder.resolve("data landmark/landmarks.csv"),
        "image,pixel_size_mm,left_x,left_y,right_x,right_y\ncells.tif,0.5,9,12,30,14\n");
    Files.writeString(
        folder.resolve("data detection/boxes.csv"),
        "image,class,left,top,right,bottom\ncells.tif,RBC,4,4,14,16\ncells.tif,WBC,20,8,34,24\n");
    for (String name : new String[] {"first", "second"})
      EvaluationJson.write(folder.resolve(name + ".json"), evaluation("Dice"));
    // Only to be named: jobs are written down, not run.
    Files.createDirectories(folder.resolve("network"));
    writeWrong(folder);
  }

  /** Two cases, clean and attacked. */
  private static Evaluation evaluation(String score) {
    List<Point> points = new ArrayList<>();
    for (double epsilon : new double[] {0, 2}) {
      double left = 1 - .1 * epsilon;
      CaseScore one = Curves.score("a", Map.of("cell", .9 * left));
      points.add(new Point(epsilon, List.of(one, Curves.score("b", Map.of("cell", .8 * left)))));
    }
    return new Evaluation(Curves.of(score, AttackSpec.pgd(20), List.of("cell"), points));
  }

  private static void writeWrong(Path folder) throws IOException {
    tiff(bright(WIDTH / 2), folder.resolve("small.tif"));
    for (String name : new String[] {"text.txt", "text.tif"})
      Files.writeString(folder.resolve(name), "no image at all\n");
    EvaluationJson.write(folder.resolve("other.json"), evaluation("F1"));
    Files.createFile(folder.resolve("empty.png"));
    Files.createDirectories(folder.resolve("no model"));
    Files.createDirectories(folder.resolve("no data"));
    Path cut = Models.untrained(folder.resolve("cut model")).resolve("model.json");
    Files.writeString(cut, Files.readString(cut).substring(0, 60));
    Path network = Models.untrained(folder.resolve("no network"));
    Files.delete(network.resolve("saved_model/saved_model.pb"));
  }

  /** The same in every run. */
  private static ImagePlus cells() {
    ImagePlus image = IJ.createImage("cells", "8-bit black", WIDTH, HEIGHT, 1);
    ImageProcessor pixels = image.getProcessor();
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        pixels.set(x, y, (int) (120 + 60 * Math.sin(x * .7) + 60 * Math.cos(y * .5 + x * .1)));
    return image;
  }

  /** A label of 1 in the middle. */
  private static ImagePlus bright(int width) {
    ImagePlus label = IJ.createImage("label", "8-bit black", width, HEIGHT, 1);
    label.getProcessor().setColor(1);
    label.getProcessor().fillOval(width / 4, HEIGHT / 4, width / 2, HEIGHT / 2);
    return label;
  }

  private static void tiff(ImagePlus image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    IJ.saveAsTiff(image, file.toString());
  }
}
