package io.github.robustj.task.instance;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.model.CellRange;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.tensor.Tensor;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cells of an image that may be in the middle of an object, part by part; see {@link StarDecoder}.
 * The values of a seed are the logit and the distances.
 *
 * @param lowest score of what is given out, as stretched
 * @param height,width of the whole image as the network sees it
 */
record StarSeeds(StarDecoder decoder, Rays rays, double lowest, int height, int width)
    implements ObjectSeeds {

  private record Told(Star star, double share) implements Shape {

    @Override
    public Box bounds() {
      return star.bounds();
    }

    @Override
    public boolean covers(Shape other) {
      return star.covers(((Told) other).star, share);
    }
  }

  @Override
  public int stride() {
    return decoder.stride();
  }

  @Override
  public int context() {
    return 0;
  }

  @Override
  public void find(Tensor outputs, CellRange at, Consumer<Seed> seeds) {
    StarOutputs read = new StarOutputs(outputs);
    int last = cells(height) - StarDecoder.EDGE;
    int end = cells(width) - StarDecoder.EDGE;
    double least = decoder.logit(lowest);
    for (int y = Math.max(StarDecoder.EDGE, at.top());
        y < Math.min(last, at.top() + at.height());
        y++)
      for (int x = Math.max(StarDecoder.EDGE, at.left());
          x < Math.min(end, at.left() + at.width());
          x++) {
        int cell = (y - at.top()) * at.width() + x - at.left();
        if (read.logit(cell) >= least && decoder.score(read.logit(cell)) >= lowest)
          seeds.accept(new Seed(0, y, x, read.values(cell), false));
      }
  }

  private int cells(int pixels) {
    return (pixels + stride() - 1) / stride();
  }

  @Override
  public double rank(Seed seed) {
    return decoder.score(seed.values()[0]);
  }

  @Override
  public Shape shape(Seed seed) {
    return new Told(star(seed), decoder.overlap());
  }

  private Star star(Seed seed) {
    return decoder.star(rays, seed.y(), seed.x(), seed.values());
  }

  @Override
  public Optional<BoxedObject> object(Seed seed, Image image) {
    BoxedObject found = BoxedObject.outlined(decoder.name(), star(seed).outline(), rank(seed));
    double x = (double) image.width() / width;
    double y = (double) image.height() / height;
    return Optional.of(found.at(found.box().scaled(x, y)));
  }
}
