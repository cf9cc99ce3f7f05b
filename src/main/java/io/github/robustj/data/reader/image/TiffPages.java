package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.error.RobustJException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The directories of a TIFF file. */
final class TiffPages {

  private static final int BIG = 43;
  private static final int ENTRY = 12;

  private TiffPages() {}

  /**
   * The pages in the order of the file, previews left out.
   *
   * @throws RobustJException as {@link #all}, or if there is no page
   */
  static List<TiffPage> read(Path file, FileBytes in) throws IOException {
    return withoutPreviews(file, all(file, in));
  }

  static List<TiffPage> withoutPreviews(Path file, List<TiffPage> all) throws IOException {
    List<TiffPage> pages = new ArrayList<>();
    for (TiffPage page : all) if ((page.number(TiffPage.SUBFILE, 0) & 1) == 0) pages.add(page);
    if (pages.isEmpty()) throw Damage.damaged(file, "it has no page");
    return pages;
  }

  /**
   * Pages and previews in the order of the file.
   *
   * @throws RobustJException if the directories are damaged or form a loop, or the file is BigTIFF
   */
  static List<TiffPage> all(Path file, FileBytes in) throws IOException {
    in.order(in.u8(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (in.u16(2) == BIG) throw TiffKinds.unsupported(file, "BigTIFF, with 64-bit addresses");
    List<TiffPage> pages = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (long at = in.u32(4); at != 0; ) {
      if (!seen.add(at)) throw Damage.damaged(file, "its directories form a loop");
      int entries = in.u16(at);
      pages.add(page(file, in, at, entries));
      at = in.u32(at + 2 + (long) entries * ENTRY);
    }
    return pages;
  }

  private static TiffPage page(Path file, FileBytes in, long at, int entries) throws IOException {
    Map<Integer, TiffPage.Field> fields = new HashMap<>();
    for (int i = 0; i < entries; i++) {
      long entry = at + 2 + (long) i * ENTRY;
      int type = in.u16(entry + 2);
      long count = in.u32(entry + 4);
      TiffPage.Field inside = new TiffPage.Field(type, count, entry + 8);
      long bytes = count * inside.size();
      TiffPage.Field field =
          bytes <= 4 ? inside : new TiffPage.Field(type, count, in.u32(entry + 8));
      if (inside.size() == 0) continue;
      if (field.at() + bytes > in.length()) throw new EOFException();
      fields.put(in.u16(entry), field);
    }
    return new TiffPage(in, fields);
  }
}
