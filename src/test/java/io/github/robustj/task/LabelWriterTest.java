package io.github.robustj.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.LabelBytes;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.StoredPixels;
import io.github.robustj.error.RobustJException;
import java.util.List;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class LabelWriterTest {

  /** Every value of the classes comes back, in bytes as long as all fit. */
  @Test
  void labelsAreWhatWasWritten() {
    for (int largest : new int[] {-1, 1, 127, 128, 255, 256, 1 << 24}) {
      List<LabelClass> classes =
          List.of(new LabelClass(0, "background"), new LabelClass(largest, "cell"));
      LabelWriter writer = new LabelWriter(classes, 3, 2, 4);
      for (int i = 0; i < 24; i++) writer.add(i % 5 == 0 ? largest : 0);
      Mask mask = writer.mask();
      int i = 0;
      for (IntType label : Views.flatIterable(mask.labels()))
        assertEquals(i++ % 5 == 0 ? largest : 0, label.get());
      assertEquals(24, i);
      boolean bytes =
          mask.labels() instanceof PlanarImg<?, ?> planar
              && planar.getPlane(3) instanceof LabelBytes;
      assertEquals(largest >= 0 && largest <= 255, bytes);
    }
  }

  @Test
  void aByteHoldsNoMoreThanAByte() {
    LabelBytes labels = new LabelBytes(new byte[2]);
    labels.setValue(1, 255);
    assertEquals(255, labels.getValue(1));
    assertThrows(IllegalArgumentException.class, () -> labels.setValue(0, 256));
    assertThrows(IllegalArgumentException.class, () -> labels.setValue(0, -1));
  }

  /** As writers of files take it, who trust in the type of the pixels. */
  @Test
  void othersFindNumbersOf32Bit() {
    LabelBytes labels = new LabelBytes(new byte[] {0, 1, -1});
    assertArrayEquals(new int[] {0, 1, 255}, (int[]) labels.getCurrentStorageArray());
    for (float[] values : new float[][] {{0, 1, 255}, {0, 1, 65535}, {0, .5f, -1}})
      assertArrayEquals(values, (float[]) StoredPixels.of(values).getCurrentStorageArray());
  }

  @Test
  void masksOfTooManyPixelsAreRefused() {
    List<LabelClass> classes = List.of(new LabelClass(0, "background"));
    assertThrows(RobustJException.class, () -> new LabelWriter(classes, 1 << 16, 1 << 15, 1));
  }
}
