package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class LabelClassesTest {

  private final Mask mask = new Mask(ArrayImgs.ints(new int[] {255, 255, 3, 0, 3, 255}, 3, 1, 2));

  @Test
  void valuesOfAMaskRise() {
    assertEquals(List.of(0, 3, 255), List.copyOf(LabelClass.values(mask)));
  }

  @Test
  void backgroundComesFirstAndNamesAreGivenOrMade() {
    assertEquals(
        List.of(
            new LabelClass(0, "background"),
            new LabelClass(3, "label 3"),
            new LabelClass(255, "liver")),
        LabelClass.of(LabelClass.values(mask), Map.of(255, "liver", 7, "unused"), "data"));
    assertEquals(
        List.of(new LabelClass(0, "rest"), new LabelClass(2, "label 2")),
        LabelClass.of(new TreeSet<>(List.of(2)), Map.of(0, "rest"), "data"));
  }

  @Test
  void aDataSetWithoutStructureIsRefused() {
    RobustJException wrong =
        assertThrows(
            RobustJException.class,
            () -> LabelClass.of(new TreeSet<>(List.of(0)), Map.of(), Path.of("data")));
    assertEquals(
        "All labels in data are 0, so there is nothing to learn; a label image holds a whole"
            + " number above 0 for each structure.",
        wrong.getMessage());
  }

  @Test
  void valuesUnseenInTrainingAreNamedWithTheirFile() {
    LabelClass background = new LabelClass(0, "background");
    LabelClass three = new LabelClass(3, "liver");
    LabelClass last = new LabelClass(255, "tumour");
    assertDoesNotThrow(
        () -> LabelClass.requireKnown(mask, List.of(background, three, last), "a.nii"));
    RobustJException wrong =
        assertThrows(
            RobustJException.class,
            () -> LabelClass.requireKnown(mask, List.of(background, three), "a.nii"));
    assertEquals(
        "a.nii has the label value 255, which the training has not seen (its classes are 0"
            + " (background), 3 (liver)); correct the label or train with a case that has it.",
        wrong.getMessage());
  }
}
