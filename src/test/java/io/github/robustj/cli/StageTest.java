package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.job.JobListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {

  @Test
  void thePartIsNamedAndItsPreparationStaysOne() {
    List<String> heard = new ArrayList<>();
    JobListener whole =
        new JobListener() {
          @Override
          public void progress(double fraction, String message) {
            heard.add(fraction + " " + message);
          }

          @Override
          public void preparing(double fraction, String message) {
            heard.add("before: " + fraction + " " + message);
          }
        };
    Stage stage = new Stage(whole, "method 2 of 9 (trades)");
    stage.preparing(.5, "reading a");
    stage.progress(.25, "epoch 1");
    assertEquals(
        List.of(
            "before: 0.5 method 2 of 9 (trades), this part: reading a",
            "0.25 method 2 of 9 (trades), this part: epoch 1"),
        heard);
  }
}
