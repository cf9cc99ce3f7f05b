package io.github.robustj.attack;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The images an attack may choose from: for each sample a ball of its own radius around the clean
 * image, cut to the sample's valid range. A clean pixel outside its range may stay where it is but
 * not go further out, so the centre always belongs to the set.
 *
 * <p>Images are float, so membership holds up to their rounding. The operations change the given
 * images in place: they run once per step on every pixel.
 *
 * @param center the clean images {@code [sample, y, x, channel]}, in normalised intensities
 * @param radius one per sample, in normalised intensities, finite, not negative; 0 allows the clean
 *     image only
 * @param bounds one per sample
 * @param region the pixels that may change
 * @param weights of the channels, by which changes are multiplied before the norm is taken; empty
 *     where all count alike, see {@link EpsilonUnit}
 */
public record PerturbationBall(
    Norm norm, Tensor center, float[] radius, List<Bounds> bounds, Region region, float[] weights) {

  public PerturbationBall {
    if (!region.isEverywhere() && region.inside().length * center.shape(3) != center.data().length)
      throw new IllegalArgumentException(
          "a region of " + region.inside().length + " pixels for " + center);
    if (radius.length != center.samples() || bounds.size() != center.samples())
      throw new IllegalArgumentException(
          radius.length + " radii and " + bounds.size() + " bounds for " + center);
    if (weights.length > 0 && weights.length != center.shape(3))
      throw new IllegalArgumentException(weights.length + " weights of channels for " + center);
    for (float r : radius)
      if (!(r >= 0 && r < Float.POSITIVE_INFINITY))
        throw new IllegalArgumentException("a radius is finite and not negative, but got " + r);
  }

  /** All channels count alike. */
  public PerturbationBall(
      Norm norm, Tensor center, float[] radius, List<Bounds> bounds, Region region) {
    this(norm, center, radius, bounds, region, new float[0]);
  }

  /** All pixels may change. */
  public PerturbationBall(Norm norm, Tensor center, float[] radius, List<Bounds> bounds) {
    this(norm, center, radius, bounds, Region.everywhere());
  }

  /** The same radius for every sample. */
  public static PerturbationBall of(Norm norm, Tensor center, double epsilon, List<Bounds> bounds) {
    float[] radius = new float[center.samples()];
    Arrays.fill(radius, (float) epsilon);
    return new PerturbationBall(norm, center, radius, bounds);
  }

  /** Of the size {@code epsilon} in a unit. */
  public static PerturbationBall of(
      Norm norm, Tensor center, double epsilon, EpsilonScale scale, List<Bounds> bounds) {
    float[] radius = new float[center.samples()];
    Arrays.fill(radius, scale.radius(epsilon));
    return new PerturbationBall(norm, center, radius, bounds, Region.everywhere(), scale.weights());
  }

  /** The same images and region with other radii. */
  public PerturbationBall withRadius(float[] other) {
    return new PerturbationBall(norm, center, other, bounds, region, weights);
  }

  /** Whether channels count differently. The attacks of {@link Attacks} search such a ball. */
  public boolean isWeighted() {
    return weights.length > 0;
  }

  /** That of some of the samples, in the order given. */
  public PerturbationBall gather(int... samples) {
    float[] radii = new float[samples.length];
    for (int j = 0; j < radii.length; j++) radii[j] = radius[samples[j]];
    return new PerturbationBall(
        norm,
        center.gather(samples),
        radii,
        IntStream.of(samples).mapToObj(bounds::get).toList(),
        region.gather(samples, center.shape(1) * center.shape(2)),
        weights);
  }

  /** The same ball, of which only the pixels of a region may change. */
  public PerturbationBall within(Region other) {
    return new PerturbationBall(norm, center, radius, bounds, other, weights);
  }

  /** Whether every radius is 0, so that the clean images are the only choice. */
  public boolean isPoint() {
    for (float r : radius) if (r > 0) return false;
    return true;
  }

  /** The radii times a factor: step lengths that fit each sample's ball. */
  public float[] scaledRadius(double factor) {
    float[] scaled = new float[radius.length];
    for (int i = 0; i < scaled.length; i++) scaled[i] = (float) (factor * radius[i]);
    return scaled;
  }

  /**
   * New images at random places around the clean ones: uniform noise in {@code [-s, s]} per pixel
   * and channel, clipped to the ball of the start radius {@code s} and then to this one. In L2 that
   * lies on the sphere of radius {@code s}, unless the image is tiny or the range stops it.
   *
   * @param startRadius {@code s} of each sample
   */
  public Tensor randomStart(float[] startRadius, RandomGenerator random) {
    if (isWeighted()) {
      PerturbationBall even = stretch().of(this);
      return stretch().back(even.randomStart(startRadius, random), this, even);
    }
    Tensor images = center.copy();
    float[] x = images.data();
    for (int i = 0; i < radius.length; i++) {
      SampleBall share = SampleBall.of(this, i);
      for (int k = share.from(); k < share.to(); k++)
        x[k] += (float) (startRadius[i] * (2 * random.nextDouble() - 1));
      share.restore(x);
      Projection.toBall(norm, x, share, startRadius[i]);
      project(images, i, share);
    }
    return images;
  }

  /**
   * Moves each image by the given length along the steepest ascent of its objective in this norm,
   * then clips it to the ball, then to its range: the order of the papers. A sample whose gradient
   * is zero or not finite stays where it is. Gradients outside the region count as zero.
   *
   * @param gradient of each sample's objective at {@code images}
   * @param length one per sample, in normalised intensities
   */
  public void step(Tensor images, Tensor gradient, float[] length) {
    if (isWeighted()) {
      changeEven(images, (even, x) -> even.step(x, stretch().back(gradient), length));
      return;
    }
    float[] g = region.masked(gradient).data();
    for (int i = 0; i < radius.length; i++) {
      SampleBall share = SampleBall.of(this, i);
      if (SteepestAscent.move(norm, images.data(), g, share, length[i])) project(images, i, share);
    }
  }

  /** Clips each image to the ball and then to its range, in place. */
  public void project(Tensor images) {
    if (isWeighted()) changeEven(images, PerturbationBall::project);
    else for (int i = 0; i < radius.length; i++) project(images, i, SampleBall.of(this, i));
  }

  /** The size of one sample's perturbation, {@code images - center}, in this ball's norm. */
  public double distance(Tensor images, int sample) {
    if (isWeighted()) return stretch().of(this).distance(stretch().of(images), sample);
    return SampleBall.of(this, sample).distance(norm, images.data());
  }

  private EvenChannels.Stretch stretch() {
    return new EvenChannels.Stretch(weights);
  }

  /** Changes images in place where all channels count alike. */
  private void changeEven(Tensor images, BiConsumer<PerturbationBall, Tensor> change) {
    PerturbationBall even = stretch().of(this);
    Tensor stretched = stretch().of(images);
    change.accept(even, stretched);
    float[] inside = stretch().back(stretched, this, even).data();
    System.arraycopy(inside, 0, images.data(), 0, inside.length);
  }

  /** Whether an image belongs to the ball, up to the rounding of floats. */
  boolean contains(Tensor images, int sample) {
    if (isWeighted()) return isNearItsProjection(images, sample);
    SampleBall share = SampleBall.of(this, sample);
    float[] x = images.data();
    for (int k = share.from(); k < share.to(); k++)
      if (share.clip(k, x[k]) != x[k] || !share.isFree(k) && x[k] != share.center()[k])
        return false;
    return share.distance(norm, x) <= radius[sample] * (1 + 1e-5);
  }

  /** Weights multiply and divide again, which leaves no value exactly as it was. */
  private boolean isNearItsProjection(Tensor images, int sample) {
    Tensor inside = images.slice(sample, sample + 1);
    gather(sample).project(inside);
    int n = images.sampleLength();
    for (int k = 0; k < n; k++) {
      double x = images.data()[sample * n + k];
      if (!(Math.abs(inside.data()[k] - x) <= 1e-5 * Math.max(1, Math.abs(x)))) return false;
    }
    return true;
  }

  private void project(Tensor images, int sample, SampleBall share) {
    if (radius[sample] == 0) images.setSample(sample, center, sample);
    else {
      share.restore(images.data());
      Projection.toBall(norm, images.data(), share, radius[sample]);
      share.clip(images.data());
    }
  }
}
