package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.attack.Objective;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlreadyBrokenTest {

  /** The harm of a slice is its only pixel, the tolerated one that of the score .5. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fmn | .1 .2 | []",
        "pgd | .9 .9 | []",
        "fmn | .9 | [the clean image is already beyond the tolerance 0.5, so that the smallest perturbation is none]",
        "fmn | .9 .9 | [all slices of the clean image are already beyond the tolerance 0.5, so that the smallest perturbation is none]",
        "fmn | .9 .1 .8 | ['slices of the clean image are (1, 3) already beyond the tolerance 0.5, so that the smallest perturbation is none']"
      })
  void whatNeedsNoAttackIsSaid(String attack, String harms, String expected) {
    String[] values = harms.split(" ");
    Tensor clean = Tensor.zeros(values.length, 1, 1, 1);
    for (int i = 0; i < values.length; i++) clean.data()[i] = Float.parseFloat(values[i]);
    Objective objective = images -> images.data();
    List<String> said = new ArrayList<>();
    AlreadyBroken broken =
        new AlreadyBroken(
            AttackOptions.of(
                attack.equals("fmn")
                    ? Map.of("attack", attack, "tolerance", .5)
                    : Map.of("attack", attack)));
    broken.look(objective, clean, 0);
    broken.tell(
        values.length,
        new JobListener() {
          @Override
          public void log(String line) {
            said.add(line);
          }
        });
    assertEquals(expected.replace("'", ""), said.toString());
  }
}
