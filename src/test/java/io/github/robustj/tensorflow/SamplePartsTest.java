package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplePartsTest {

  /** Every sample is in one part, in its order; parts differ by one sample at most. */
  @ParameterizedTest
  @CsvSource({"8,2", "7,2", "7,3", "3,3", "2,4", "1,4", "100,7"})
  void samplesAreDividedEvenly(int samples, int devices) {
    Tensor all = numbered(samples);
    int parts = SampleParts.count(samples, devices);
    assertEquals(Math.min(samples, devices), parts);
    Tensor[] cut =
        IntStream.range(0, parts)
            .mapToObj(i -> SampleParts.of(all, i, parts))
            .toArray(Tensor[]::new);
    assertArrayEquals(all.data(), Tensor.concat(cut).data());
    for (Tensor part : cut) assertTrue(Math.abs(part.samples() - samples / parts) <= 1);
  }

  /** What terms share they share in every part, so that it goes through the network once. */
  @Test
  void aSampleAndWhatBelongsToItComeToOneDevice() {
    Tensor images = numbered(5);
    Tensor targets = numbered(5);
    Tensor adversarial = numbered(5);
    float[] weights = {0, 1, 2, 3, 4};
    List<LossTerm> terms =
        List.of(
            new LossTerm.Supervised(images, targets, weights),
            new LossTerm.Smoothness(images, adversarial, targets, weights),
            new LossTerm.Agreement(adversarial, images, targets, weights));
    List<List<LossTerm>> parts = SampleParts.of(terms, 2);
    assertEquals(2, parts.size());
    for (List<LossTerm> part : parts) {
      LossTerm.Supervised supervised = (LossTerm.Supervised) part.get(0);
      LossTerm.Smoothness smoothness = (LossTerm.Smoothness) part.get(1);
      LossTerm.Agreement agreement = (LossTerm.Agreement) part.get(2);
      assertSame(supervised.images(), smoothness.images());
      assertSame(smoothness.adversarial(), agreement.images());
      assertSame(supervised.targets(), agreement.targets());
      for (LossTerm term : part) {
        assertArrayEquals(term.weights(), term.images().data());
        assertArrayEquals(term.weights(), term.targets().data());
      }
      assertArrayEquals(smoothness.weights(), smoothness.adversarial().data());
      assertArrayEquals(agreement.weights(), agreement.reference().data());
    }
  }

  /** Where a term has fewer samples than there are devices, as many devices compute. */
  @Test
  void theShortestTermTellsHowManyPartsThereAre() {
    LossTerm five = LossTerm.mean(numbered(5), numbered(5), 1);
    LossTerm two = LossTerm.mean(numbered(2), numbered(2), 1);
    LossTerm one = LossTerm.mean(numbered(1), numbered(1), 1);
    List<List<LossTerm>> parts = SampleParts.of(List.of(five, two), 4);
    assertEquals(2, parts.size());
    assertEquals(3, parts.get(1).get(0).weights().length);
    assertEquals(1, parts.get(1).get(1).weights().length);
    assertSame(five, SampleParts.of(List.of(five, one), 4).get(0).get(0));
  }

  /** Each sample is its number. */
  private static Tensor numbered(int samples) {
    Tensor all = Tensor.zeros(samples, 1, 1, 1);
    for (int i = 0; i < samples; i++) all.data()[i] = i;
    return all;
  }
}
