package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.robustj.RobustJ;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.ImportJob.Imported;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.testing.Discs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** Networks that go wrong with several images at once get them one by one, whatever they say. */
class SingleImagesTest {

  private static final int SIDE = 16;

  @TempDir Path folder;

  private record Case(boolean isSingle, SmallNetwork network) {}

  private static final Map<String, Case> CASES =
      Map.of(
          "a shape written into it",
          new Case(true, of(1, (tf, x) -> reshaped(tf, classes(tf, x), 1))),
          "the same, but open as it says",
          new Case(true, of(-1, (tf, x) -> reshaped(tf, classes(tf, x), 1))),
          "all images as one",
          new Case(true, of(-1, (tf, x) -> mixed(tf, classes(tf, x)))),
          "statistics of all images",
          new Case(true, of(-1, (tf, x) -> classes(tf, centred(tf, x, 0, 1, 2)))),
          "statistics of each image",
          new Case(false, of(-1, (tf, x) -> classes(tf, centred(tf, x, 1, 2)))),
          "one image as it says, but any number",
          new Case(false, of(1, (tf, x) -> reshaped(tf, classes(tf, x), -1))));

  private static SmallNetwork of(int images, SmallNetwork.Body body) {
    return new SmallNetwork(Shape.of(images, SIDE, SIDE, 1), body);
  }

  private static Operand<TFloat32> classes(Ops tf, Operand<TFloat32> x) {
    return tf.concat(List.of(x, tf.math.neg(x)), tf.constant(3));
  }

  private static Operand<TFloat32> reshaped(Ops tf, Operand<TFloat32> x, int images) {
    return tf.reshape(x, tf.constant(new int[] {images, SIDE, SIDE, 2}));
  }

  /** The rows of all images turn around, so that with several each gets another's. */
  private static Operand<TFloat32> mixed(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> rows = tf.reshape(x, tf.constant(new int[] {-1, SIDE * 2}));
    Operand<TFloat32> turned = tf.reverse(rows, tf.constant(new int[] {0}));
    return tf.reshape(turned, tf.constant(new int[] {-1, SIDE, SIDE, 2}));
  }

  private static Operand<TFloat32> centred(Ops tf, Operand<TFloat32> x, int... axes) {
    return tf.math.sub(x, tf.math.mean(x, tf.constant(axes), Mean.keepDims(true)));
  }

  @Test
  void slicesAreSeenAsAlone() throws Exception {
    for (Map.Entry<String, Case> each : CASES.entrySet()) {
      String name = each.getKey();
      boolean single = each.getValue().isSingle();
      String model = folder.resolve(name).toString();
      Path network = each.getValue().network().save(folder.resolve("network of " + name));
      Imported imported = RobustJ.importModel(network.toString(), model, Map.of());
      assertEquals(
          single, ModelFolder.open(Path.of(model)).description().source().isSingle(), name);
      assertEquals(single, imported.lines().toString().contains("one image at a time"), name);
      ImagePlus all = stack();
      int[] seen = labels(all, model);
      for (int z = 0; z < 3; z++) {
        ImageProcessor one = all.getStack().getProcessor(z + 1);
        int[] alone = labels(new ImagePlus("one", one), model);
        int[] here = Arrays.copyOfRange(seen, z * alone.length, (z + 1) * alone.length);
        assertArrayEquals(alone, here, name + ", slice " + z);
      }
      AttackResult attacked =
          RobustJ.attack(all, null, model, Map.of("attack", "pgd", "steps", 2, "epsilon", 5));
      assertEquals(3, attacked.adversarial().slices(), name);
    }
  }

  private static int[] labels(ImagePlus image, String model) {
    List<Integer> labels = new ArrayList<>();
    Views.flatIterable(RobustJ.predict(image, model, Map.of()).mask().labels())
        .forEach(label -> labels.add(label.get()));
    return labels.stream().mapToInt(i -> i).toArray();
  }

  /** Even if weights were variables: a training needs several at once. */
  @Test
  void areNotTrainedOn() throws Exception {
    Path network = CASES.get("a shape written into it").network().save(folder.resolve("network"));
    String model = folder.resolve("model").toString();
    RobustJ.importModel(network.toString(), model, Map.of());
    Path data = folder.resolve("data");
    Discs.write(data, 4);
    String sentence =
        assertThrows(
                RobustJException.class,
                () ->
                    RobustJ.train(
                        data.toString(),
                        folder.resolve("trained").toString(),
                        Map.of("start_model", model)))
            .getMessage();
    assertTrue(sentence.contains("takes one image at a time"), sentence);
  }

  /** Each slice has the same range, so that all are seen alike. */
  private static ImagePlus stack() {
    ImageStack stack = new ImageStack(SIDE, SIDE);
    Random random = new Random(3);
    for (int z = 0; z < 3; z++) {
      float[] values = new float[SIDE * SIDE];
      for (int i = 0; i < values.length; i++) values[i] = i;
      for (int i = values.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        float kept = values[i];
        values[i] = values[j];
        values[j] = kept;
      }
      stack.addSlice(new FloatProcessor(SIDE, SIDE, values));
    }
    return new ImagePlus("stack", stack);
  }
}
