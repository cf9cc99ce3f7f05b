package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.FileBytes;
import java.io.IOException;
import java.nio.file.Path;

/** Where the tiles or strips of a page lie. */
record TiffPieces(
    TiffKinds kind,
    TiffPacking packing,
    boolean tiled,
    int width,
    int height,
    long[] at,
    long[] bytes) {

  /** Numbers of a block of strips, about. */
  private static final int BLOCK = 1 << 18;

  /** Side of a block where any rectangle can be read. */
  private static final int RECTANGLE = 1024;

  static TiffPieces of(Path file, TiffPage page, TiffKinds kind) throws IOException {
    boolean tiled = page.has(TiffPage.TILE_WIDTH);
    long width = tiled ? page.number(TiffPage.TILE_WIDTH, 0) : kind.width();
    long height =
        tiled
            ? page.number(TiffPage.TILE_LENGTH, 0)
            : Math.min(page.number(TiffPage.ROWS_PER_STRIP, kind.height()), kind.height());
    if (!tiled && height == 0) height = kind.height();
    if (width < 1 || height < 1 || width * height > Integer.MAX_VALUE && tiled)
      throw Damage.damaged(file, "it states tiles of %d x %d pixels".formatted(width, height));
    long across = (kind.width() + width - 1) / width;
    long down = (kind.height() + height - 1) / height;
    long count = across * down * (kind.planar() ? kind.samples() : 1);
    int offsets = tiled ? TiffPage.TILE_OFFSETS : TiffPage.STRIP_OFFSETS;
    int lengths = tiled ? TiffPage.TILE_BYTES : TiffPage.STRIP_BYTES;
    // Some programs write tiles under the tags of strips.
    if (tiled && !page.has(offsets)) offsets = TiffPage.STRIP_OFFSETS;
    if (tiled && !page.has(lengths)) lengths = TiffPage.STRIP_BYTES;
    if (count > page.count(offsets)) throw Damage.cutOff(file);
    boolean raw = kind.compression() == TiffKinds.NONE;
    return new TiffPieces(
        kind,
        TiffPacking.of(file, page, kind),
        tiled,
        (int) width,
        (int) height,
        page.numbers(offsets, (int) count),
        raw ? new long[0] : page.numbers(lengths, (int) count));
  }

  private boolean isRaw() {
    return kind.compression() == TiffKinds.NONE;
  }

  /** Whether any rectangle can be read: neither compressed nor differences along rows. */
  private boolean isOpen() {
    return !tiled && isRaw() && !kind.differences();
  }

  int blockWidth() {
    return isOpen() ? Math.min(RECTANGLE, width) : width;
  }

  int blockHeight() {
    if (tiled) return height;
    int rows = Math.max(1, BLOCK / blockWidth());
    if (isOpen()) return Math.min(rows, kind.height());
    // Whole strips, as many as make a block.
    return (int) Math.min((long) Math.max(1, rows / height) * height, kind.height());
  }

  /** Pieces side by side. */
  private int across() {
    return (int) ((kind.width() + width - 1L) / width);
  }

  private int down() {
    return (int) ((kind.height() + height - 1L) / height);
  }

  /** Rows of a strip; a tile has all of its own. */
  private int rows(int strip) {
    return tiled ? height : Math.min(height, kind.height() - strip * height);
  }

  /**
   * @param planes that follow each other, the page's own included
   */
  void requireInside(Path file, long length, int planes) {
    TiffKinds piece = kind.part(width, height);
    for (int i = 0; i < at.length; i++) {
      if (isMissing(i)) continue;
      long its = isRaw() ? piece.bytes(rows(i / across() % down())) : bytes[i];
      long end = at[i] + its + (planes - 1) * planeBytes();
      if (at[i] < 0 || its < 0 || end < 0 || end > length) throw Damage.cutOff(file);
    }
  }

  private long planeBytes() {
    return kind.bytes(kind.height()) * (kind.planar() ? kind.samples() : 1);
  }

  /**
   * Gives a block to a sink, whose rows count from the block's first.
   *
   * @param behind number of the plane behind the page's own
   * @param column and {@code row} of the block, in blocks
   */
  void read(FileBytes in, int behind, long column, long row, TiffStrips.Sink sink)
      throws IOException {
    int planes = kind.planar() ? kind.samples() : 1;
    for (int plane = 0; plane < planes; plane++)
      if (tiled) tile(in, plane, (int) column, (int) row, sink);
      else if (isOpen()) rectangle(in, behind, plane, column, row, sink);
      else strips(in, behind, plane, (int) row, sink);
  }

  private void tile(FileBytes in, int plane, int column, int row, TiffStrips.Sink sink)
      throws IOException {
    int i = (plane * down() + row) * across() + column;
    String piece = "tile at x = %d, y = %d".formatted(column * width, row * height);
    sink.accept(plane, 0, height, unpacked(in, i, at[i], height, piece));
  }

  private void strips(FileBytes in, int behind, int plane, int block, TiffStrips.Sink sink)
      throws IOException {
    // The last block of a page may end within a strip.
    int each = (blockHeight() + height - 1) / height;
    int first = block * each;
    int last = Math.min(down(), first + each);
    for (int strip = first; strip < last; strip++) {
      int i = plane * down() + strip;
      long from = at[i] + behind * planeBytes();
      int row = (strip - first) * height;
      String piece = "strip at y = " + strip * height;
      sink.accept(plane, row, rows(strip), unpacked(in, i, from, rows(strip), piece));
    }
  }

  private byte[] unpacked(FileBytes in, int i, long from, int rows, String piece)
      throws IOException {
    TiffKinds part = kind.part(width, height);
    int needed = Math.toIntExact(part.bytes(rows));
    if (isMissing(i)) return new byte[needed];
    byte[] stored = in.bytes(from, isRaw() ? needed : bytes[i]);
    return packing.unpacked(stored, part, rows, piece);
  }

  /** Whether the file leaves a tile or strip out, which is zeros then, as GDAL writes them. */
  private boolean isMissing(int i) {
    return at[i] == 0 || !isRaw() && bytes[i] == 0;
  }

  /** Row by row, each from the strip that it is in. */
  private void rectangle(
      FileBytes in, int behind, int plane, long column, long row, TiffStrips.Sink sink)
      throws IOException {
    int wide = blockWidth();
    TiffKinds part = kind.part(wide, 1);
    long rowBytes = kind.bytes(1);
    int partBytes = (int) part.bytes(1);
    long left = column * partBytes;
    int there = (int) Math.min(partBytes, rowBytes - left);
    long top = row * blockHeight();
    int rows = (int) Math.min(blockHeight(), kind.height() - top);
    byte[] all = new byte[rows * partBytes];
    for (int y = 0; y < rows; y++) {
      int strip = (int) ((top + y) / height);
      if (isMissing(plane * down() + strip)) continue;
      long within = (top + y) % height * rowBytes;
      long from = at[plane * down() + strip] + behind * planeBytes() + within + left;
      System.arraycopy(in.bytes(from, there), 0, all, y * partBytes, there);
    }
    sink.accept(plane, 0, rows, all);
  }
}
