package io.github.robustj.job;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.task.Question;
import io.github.robustj.task.TaskType;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.FakeBackend;
import io.github.robustj.testing.PixelClassifier;
import java.util.concurrent.atomic.AtomicInteger;

/** Networks that look at the first pixel of each cell, for any task. */
final class CellwiseNetwork {

  private CellwiseNetwork() {}

  /** What such a network says. */
  interface Answer {

    /**
     * @param pixel the first of the cell, in its first channel
     * @param corner that of the tile
     */
    float of(int channel, float pixel, float corner);
  }

  /**
   * @param calls counts predictions
   */
  static DifferentiableModel of(Question question, AtomicInteger calls, Answer answer) {
    int stride = TaskType.of(question).stride();
    int count = question.outputChannels();
    return new FakeBackend.Model(new PixelClassifier(1, 0)) {
      @Override
      public Tensor predict(Tensor images) {
        calls.incrementAndGet();
        int height = (images.shape(1) + stride - 1) / stride;
        int width = (images.shape(2) + stride - 1) / stride;
        Tensor outputs = Tensor.zeros(images.samples(), height, width, count);
        for (int k = 0; k < outputs.data().length; k++) {
          int cell = k / count;
          int y = cell / width % height * stride;
          int x = cell % width * stride;
          int sample = cell / width / height * images.sampleLength();
          int first = sample + (y * images.shape(2) + x) * images.shape(3);
          outputs.data()[k] = answer.of(k % count, images.data()[first], images.data()[sample]);
        }
        return outputs;
      }
    };
  }
}
