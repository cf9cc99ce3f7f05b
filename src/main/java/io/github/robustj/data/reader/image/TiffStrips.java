package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.MemoryCheck;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/** The bytes of a TIFF page, strip by strip, complete or not at all. */
final class TiffStrips {

  private final Path file;
  private final TiffPage page;
  private final TiffKinds kind;

  TiffStrips(Path file, TiffPage page, TiffKinds kind) {
    this.file = file;
    this.page = page;
    this.kind = kind;
  }

  interface Sink {

    /**
     * @param plane number of the sample where each has a plane of its own, else 0
     * @param row first row of the strip
     */
    void accept(int plane, int row, int rows, byte[] bytes);
  }

  /**
   * Before memory is taken for the pixels.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot hold them
   */
  void requirePossible() throws IOException {
    long stored = 0;
    for (long bytes : page.numbers(TiffPage.STRIP_BYTES)) stored += bytes;
    int most =
        switch (kind.compression()) {
          case TiffKinds.LZW -> MemoryCheck.LZW;
          case TiffKinds.PACK_BITS -> 64;
          case TiffKinds.NONE -> 1;
          case TiffKinds.JPEG -> TiffJpeg.MOST;
          default -> MemoryCheck.DEFLATE;
        };
    long planes = kind.planar() ? kind.samples() : 1;
    long needed = kind.bytes(kind.height()) * planes;
    // A single strip need not say how long it is.
    boolean unsaid = !page.has(TiffPage.STRIP_BYTES) && kind.compression() == TiffKinds.NONE;
    Damage.requirePossible(file, needed, unsaid ? page.in().length() : stored, most);
  }

  /**
   * @param behind number of the plane behind the page's own, where planes without a directory
   *     follow it
   */
  void read(long behind, Sink sink) throws IOException {
    long[] offsets = page.numbers(TiffPage.STRIP_OFFSETS);
    long[] lengths = page.numbers(TiffPage.STRIP_BYTES);
    int height = kind.height();
    long stated = page.number(TiffPage.ROWS_PER_STRIP, height);
    int each = (int) Math.max(1, Math.min(stated == 0 ? height : stated, height));
    int strips = (height + each - 1) / each;
    int planes = kind.planar() ? kind.samples() : 1;
    long plane = kind.bytes(height) * planes;
    TiffPacking packing = TiffPacking.of(file, page, kind);
    if (offsets.length < strips * planes) throw new EOFException();
    for (int i = 0; i < strips * planes; i++) {
      int row = i % strips * each;
      int rows = Math.min(each, height - row);
      int needed = Math.toIntExact(kind.bytes(rows));
      boolean raw = kind.compression() == TiffKinds.NONE;
      long length = raw || i >= lengths.length ? needed : lengths[i];
      byte[] bytes = page.in().bytes(offsets[i] + behind * plane, length);
      sink.accept(
          i / strips, row, rows, packing.unpacked(bytes, kind, rows, "strip at y = " + row));
    }
  }
}
