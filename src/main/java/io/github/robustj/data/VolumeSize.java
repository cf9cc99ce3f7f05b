package io.github.robustj.data;

/** How large a volume is, in pixels and slices. */
public record VolumeSize(int width, int height, int slices) {

  public static VolumeSize of(Image image) {
    return new VolumeSize(image.width(), image.height(), image.slices());
  }

  /** Of all slices. */
  public double pixels() {
    return (double) width * height * slices;
  }
}
