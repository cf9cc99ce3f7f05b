package io.github.robustj.job;

import io.github.robustj.data.LabelBlocks;
import io.github.robustj.data.LabelBlocks.Block;
import io.github.robustj.model.BlendedPart.Area;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks of an image that are predicted one after another, or at the same time: of slices that
 * a network sees whole a few slices each, else squares of a slice.
 *
 * @param side of a square in pixels; those at the right and at the lower end may be smaller
 * @param together slices of a block that holds slices whole; 0 for squares
 */
record BlockGrid(int height, int width, int slices, int side, int together) {

  /**
   * @param from,to the slices, to before {@code to}; one alone unless the area is all of them
   */
  record Place(int from, int to, Area area) {

    boolean holds(Block chunk) {
      return chunk.slice() >= from
          && chunk.slice() < to
          && chunk.top() >= area.top()
          && chunk.top() < area.bottom()
          && chunk.left() >= area.left()
          && chunk.left() < area.right();
    }

    /** Whether all that a label image has of it is written. */
    boolean isWritten(LabelBlocks labels) {
      return labels.blocks().stream().filter(this::holds).allMatch(labels::isWritten);
    }

    /** For messages, counted from 0 as in tables. */
    String inWords() {
      return "x %d to %d, y %d to %d, slice %s"
          .formatted(
              area.left(),
              area.right(),
              area.top(),
              area.bottom(),
              to - from == 1 ? from + 1 : from + 1 + " to " + to);
    }
  }

  /** Slice by slice, row by row. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    if (together > 0) {
      for (int z = 0; z < slices; z += together)
        places.add(new Place(z, Math.min(slices, z + together), new Area(0, 0, height, width)));
      return places;
    }
    for (int z = 0; z < slices; z++)
      for (int y = 0; y < height; y += side)
        for (int x = 0; x < width; x += side)
          places.add(
              new Place(
                  z, z + 1, new Area(y, x, Math.min(height, y + side), Math.min(width, x + side))));
    return places;
  }
}
