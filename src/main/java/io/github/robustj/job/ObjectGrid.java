package io.github.robustj.job;

import io.github.robustj.model.CellRange;
import io.github.robustj.model.CellTile;
import java.util.ArrayList;
import java.util.List;

/**
 * The tiles in which a network of objects sees the slices of an image, in square groups: each
 * group's cells are seen by its own tiles alone, so that none is seen twice.
 *
 * @param tiles of a slice, row by row
 * @param across tiles in a row
 * @param group tiles along a side of a group
 */
record ObjectGrid(List<CellTile> tiles, int across, int group, int slices, int stride) {

  /**
   * @param slide at the model's scale
   * @param side of a group in pixels at that scale, about; at least a tile
   */
  static ObjectGrid of(Slide slide, int stride, int side) {
    List<CellTile> tiles = slide.tiles(stride);
    int across = (int) tiles.stream().filter(t -> t.top() == tiles.get(0).top()).count();
    int group = Math.max(1, side / Math.max(1, 3 * slide.tile() / 4));
    return new ObjectGrid(tiles, across, group, slide.image().slices(), stride);
  }

  /**
   * A group of tiles.
   *
   * @param row,column of the group among those of its slice
   */
  record Group(int slice, int row, int column) {}

  int down() {
    return tiles.size() / across;
  }

  int groupsDown() {
    return (down() + group - 1) / group;
  }

  int groupsAcross() {
    return (across + group - 1) / group;
  }

  /** Slice by slice, row by row. */
  List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (int z = 0; z < slices; z++)
      for (int r = 0; r < groupsDown(); r++)
        for (int c = 0; c < groupsAcross(); c++) groups.add(new Group(z, r, c));
    return groups;
  }

  /** Rows of tiles of a group. */
  List<List<CellTile>> rows(Group of) {
    List<List<CellTile>> rows = new ArrayList<>();
    int left = of.column() * group;
    int right = Math.min(across, left + group);
    for (int r = of.row() * group; r < Math.min(down(), (of.row() + 1) * group); r++)
      rows.add(tiles.subList(r * across + left, r * across + right));
    return rows;
  }

  /** The cells that a group's tiles are asked for. */
  CellRange cells(Group of) {
    List<List<CellTile>> rows = rows(of);
    CellRange first = rows.get(0).get(0).cells();
    List<CellTile> lowest = rows.get(rows.size() - 1);
    CellRange last = lowest.get(lowest.size() - 1).cells();
    return new CellRange(
        first.top(), first.left(), last.bottom() - first.top(), last.right() - first.left());
  }

  /** Of the whole image. */
  CellRange whole() {
    CellRange last = tiles.get(tiles.size() - 1).cells();
    return new CellRange(0, 0, last.bottom(), last.right());
  }
}
