package io.github.robustj.ij1;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import io.github.robustj.tensorflow.StarNetworks;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Takes the picture of the documentation that shows what is made of a network in StarDist's form:
 * the outlines on drawn nuclei, and the label image; on a screen of 1280 x 1024 pixels with a
 * window manager: {@code java -cp ... io.github.robustj.ij1.StarScreenshot OUT.png}.
 */
final class StarScreenshot {

  private static final int SIDE = 140;

  /** Pixels between two nuclei: the network sees as far. */
  private static final int APART = 5;

  private StarScreenshot() {}

  public static void main(String[] arguments) throws Exception {
    new ImageJ(ImageJ.NO_SHOW);
    Menu.install();
    Path folder = Files.createTempDirectory("stars");
    Path network = folder.resolve("network");
    Path model = folder.resolve("nuclei");
    new StarNetworks(StarNetworks.Form.ENLARGED, 2, true).save(network);
    IJ.run("Import Model...", "source=[" + network + "] out=[" + model + "]");
    ImagePlus image = nuclei();
    image.show();
    IJ.run(image, "Predict...", "model=[" + model + "] image=[" + image.getTitle() + "]");
    List<BufferedImage> pictures = new ArrayList<>();
    for (int id : WindowManager.getIDList()) {
      ImagePlus shown = WindowManager.getImage(id);
      System.out.println(shown.getTitle());
      IJ.run(shown, "Set... ", "zoom=300");
      pictures.add(ScreenPictures.of(shown.getWindow()));
    }
    ScreenPictures.beside(pictures, Path.of(arguments[0]));
    System.exit(0);
  }

  /** Bright ellipses that do not touch, blurred, with noise. */
  private static ImagePlus nuclei() {
    Random random = new Random(1);
    ImagePlus image = new ImagePlus("nuclei", new ByteProcessor(SIDE, SIDE));
    List<Rectangle> taken = new ArrayList<>();
    for (int tries = 0; tries < 2000; tries++) {
      int width = 12 + random.nextInt(8);
      int height = 12 + random.nextInt(8);
      Rectangle box =
          new Rectangle(random.nextInt(SIDE - width), random.nextInt(SIDE - height), width, height);
      Rectangle around = new Rectangle(box);
      around.grow(APART, APART);
      if (taken.stream().anyMatch(around::intersects)) continue;
      taken.add(box);
      Roi nucleus = new OvalRoi(box.x, box.y, width, height);
      image.getProcessor().setValue(205 + random.nextInt(25));
      image.getProcessor().fill(nucleus);
    }
    IJ.run(image, "Gaussian Blur...", "sigma=0.8");
    IJ.run(image, "Add Specified Noise...", "standard=6");
    return image;
  }
}
