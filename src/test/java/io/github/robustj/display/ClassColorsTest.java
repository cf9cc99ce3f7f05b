package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.LabelClass;
import java.awt.Color;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassColorsTest {

  @Test
  void twentyOneClassesHaveColoursOfTheirOwn() {
    Set<Color> colors = new HashSet<>(Set.of(Color.BLACK));
    for (int i = 0; i < 21; i++) colors.add(ClassColors.foreground(i));
    assertEquals(22, colors.size());
  }

  @Test
  void coloursFollowTheOrderOfTheClasses() {
    List<LabelClass> classes =
        List.of(new LabelClass(0, "background"), new LabelClass(9, "a"), new LabelClass(4, "b"));
    assertEquals(
        Map.of(9, ClassColors.foreground(0), 4, ClassColors.foreground(1)),
        ClassColors.of(classes));
  }
}
