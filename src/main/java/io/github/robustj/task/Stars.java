package io.github.robustj.task;

/**
 * What a network finds that tells outlines of objects.
 *
 * @param rays along which a network tells how far it is to the border of an object
 * @param stride pixels, across and down, that share an output
 * @param threshold the network's probability from which on an object counts
 * @param overlap largest one of two objects, as a share of the smaller one: of those that overlap
 *     more the surer stays
 */
public record Stars(int rays, int stride, double threshold, double overlap) {
  public Stars {
    boolean numbers = 0 < threshold && threshold < 1 && 0 <= overlap && overlap <= 1;
    if (rays < 3 || stride < 1 || Integer.bitCount(stride) != 1 || !numbers)
      throw new IllegalArgumentException(
          "task.stars has %d rays, a stride of %d, threshold %s and overlap %s"
              .formatted(rays, stride, threshold, overlap));
  }
}
