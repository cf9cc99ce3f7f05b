package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.model.CellRange;
import io.github.robustj.task.ObjectReading;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cells of an image with the highest logit of their neighbourhood, part by part; see {@link
 * ObjectDecoder}. The values of a seed are the logit and the numbers of the box.
 *
 * @param height,width of the whole image as the network sees it
 */
record BoxSeeds(ObjectDecoder decoder, int height, int width) implements ObjectSeeds {

  private record Told(int kind, Box bounds) implements Shape {

    @Override
    public boolean covers(Shape other) {
      Told its = (Told) other;
      return kind == its.kind && bounds.iou(its.bounds) > ObjectDecoder.SAME_OBJECT;
    }
  }

  @Override
  public int stride() {
    return BoxMaps.STRIDE;
  }

  @Override
  public int context() {
    return 1;
  }

  @Override
  public void find(Tensor outputs, CellRange at, Consumer<Seed> seeds) {
    BoxOutputs read = new BoxOutputs(outputs);
    double lowest = BoxDecoder.logit(decoder.lowest());
    for (int c = 0; c < decoder.classes().size(); c++)
      for (int y = 0; y < read.height(); y++)
        for (int x = 0; x < read.width(); x++) {
          if (read.logit(0, y, x, c) < lowest || !read.isPeak(0, y, x, c)) continue;
          int down = at.top() + y;
          int across = at.left() + x;
          Seed seed =
              new Seed(c, down, across, read.values(y, x, c), isProvisional(at, down, across));
          if (box(seed).isPresent()) seeds.accept(seed);
        }
  }

  private boolean isProvisional(CellRange part, int y, int x) {
    for (int v = y - 1; v <= y + 1; v++)
      for (int u = x - 1; u <= x + 1; u++) if (isCell(v, u) && !part.contains(v, u)) return true;
    return false;
  }

  private boolean isCell(int y, int x) {
    return y >= 0 && y < cells(height) && x >= 0 && x < cells(width);
  }

  private static int cells(int pixels) {
    return (pixels + BoxMaps.STRIDE - 1) / BoxMaps.STRIDE;
  }

  /** Of equally high neighbours the first one. */
  @Override
  public boolean stands(Seed seed, CellRange part, Logit beyond) {
    for (int v = seed.y() - 1; v <= seed.y() + 1; v++)
      for (int u = seed.x() - 1; u <= seed.x() + 1; u++) {
        if (!isCell(v, u) || part.contains(v, u)) continue;
        double other = beyond.at(v, u, seed.kind());
        boolean before = v < seed.y() || v == seed.y() && u < seed.x();
        if (other > seed.values()[0] || before && other == seed.values()[0]) return false;
      }
    return true;
  }

  /** Cut where the outputs end. */
  private Optional<Box> box(Seed seed) {
    return BoxOutputs.box(seed.y(), seed.x(), seed.values(), 1)
        .within(cells(width) * stride(), cells(height) * stride());
  }

  @Override
  public double rank(Seed seed) {
    return BoxDecoder.probability(seed.values()[0]);
  }

  @Override
  public double score(Seed seed) {
    return decoder.stretched(seed.kind(), rank(seed));
  }

  @Override
  public Shape shape(Seed seed) {
    return new Told(seed.kind(), box(seed).orElseThrow());
  }

  @Override
  public Optional<BoxedObject> object(Seed seed, Image image) {
    double score = score(seed);
    if (score < ObjectDecoder.LOWEST_SCORE) return Optional.empty();
    String name = decoder.classes().get(seed.kind());
    BoxedObject found = BoxedObject.found(name, box(seed).orElseThrow(), score);
    return ObjectReading.inImage(List.of(found), image, width, height).stream().findFirst();
  }
}
