package io.github.robustj.job;

import io.github.robustj.attack.RatioShare;
import io.github.robustj.attack.SliceCandidate;
import io.github.robustj.attack.VolumeAttack;
import io.github.robustj.data.Image;
import io.github.robustj.data.TensorImages;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an attack has found in some slices of a volume, before the images of all are chosen
 * together. Images are those that the network sees, normalised.
 *
 * @param adversarial what the attack gives, slice by slice
 * @param candidates images that may be chosen instead, those of the first slice first; empty if
 *     there are none
 * @param shares what each of those gives to the score
 * @param counts how many of those each slice has
 * @param broken slices that the model misreads as they are, see {@link AlreadyBroken}
 */
public record AttackedSlices(
    String sha256,
    SliceRange slices,
    Image adversarial,
    Optional<Image> candidates,
    List<RatioShare> shares,
    List<Integer> counts,
    List<Integer> broken)
    implements FromFiles {

  /**
   * @param adversarial of these slices
   * @param attack that has searched them
   */
  static AttackedSlices of(
      String sha256,
      SliceRange slices,
      Tensor adversarial,
      VolumeAttack attack,
      List<Integer> broken) {
    List<SliceCandidate> all = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (int z = slices.from(); z < slices.to(); z++) {
      List<SliceCandidate> seen = attack.seen(z);
      all.addAll(seen);
      counts.add(seen.size());
    }
    return new AttackedSlices(
        sha256,
        slices,
        TensorImages.image("attacked", adversarial),
        images(all, adversarial),
        all.stream().map(SliceCandidate::share).toList(),
        counts,
        List.copyOf(broken));
  }

  private static Optional<Image> images(List<SliceCandidate> all, Tensor like) {
    if (all.isEmpty()) return Optional.empty();
    Tensor images = Tensor.zeros(all.size(), like.shape(1), like.shape(2), like.shape(3));
    int n = images.sampleLength();
    for (int i = 0; i < all.size(); i++)
      System.arraycopy(all.get(i).image(), 0, images.data(), i * n, n);
    return Optional.of(TensorImages.image("candidates", images));
  }

  /**
   * Gives it to the attack on the whole volume.
   *
   * @param images of all slices, of which these are written
   */
  void giveTo(VolumeAttack attack, Tensor images) {
    Tensor own = TensorImages.tensor(adversarial);
    for (int z = slices.from(); z < slices.to(); z++) images.setSample(z, own, z - slices.from());
    if (candidates.isEmpty()) return;
    float[] all = TensorImages.tensor(candidates.get()).data();
    int n = own.sampleLength();
    int next = 0;
    for (int z = slices.from(); z < slices.to(); z++) {
      List<SliceCandidate> seen = new ArrayList<>();
      for (int i = counts.get(z - slices.from()); i > 0; i--, next++)
        seen.add(
            new SliceCandidate(
                Arrays.copyOfRange(all, next * n, (next + 1) * n), shares.get(next)));
      attack.take(z, seen);
    }
  }
}
