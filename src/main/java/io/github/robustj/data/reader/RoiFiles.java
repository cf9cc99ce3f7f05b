package io.github.robustj.data.reader;

import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * ImageJ's ROIs from a {@code .roi} file, or a {@code .zip} of them as the ROI Manager saves. Texts
 * and images drawn over an image are passed over. Nothing of an archive is written anywhere.
 */
public final class RoiFiles {

  /** Bytes of a ROI; an outline of a million points has less. */
  private static final int LARGEST = 16 << 20;

  /** Bytes of all entries of an archive, unpacked. */
  private static final long LARGEST_ARCHIVE = 256L << 20;

  private static final int MOST_ENTRIES = 200_000;

  /** The mark of the last record of an archive, {@code PK56}, and its bytes. */
  private static final int END = 0x06054b50;

  private static final int SHORTEST_END = 22;

  /** With the longest comment. */
  private static final int LONGEST_END = SHORTEST_END + 0xffff;

  private RoiFiles() {}

  /**
   * @return in the file's order, each with a name: its own, or the file's
   * @throws RobustJException if the file cannot be read, is unreasonably large or holds something
   *     else
   */
  public static List<Roi> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (FolderFiles.hasOne(file, List.of(".zip"))) return zipped(file);
      List<Roi> rois = new ArrayList<>();
      decode(file, Names.fileStem(file), bounded(file, in, LARGEST)).ifPresent(rois::add);
      return rois;
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  private static List<Roi> zipped(Path file) throws IOException {
    requireZip(file);
    requireEnd(file);
    List<Roi> rois = new ArrayList<>();
    long bytes = 0;
    int others = 0;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        // Others are unpacked, too, to get behind them.
        byte[] content = bounded(file, zip, (int) Math.min(LARGEST, LARGEST_ARCHIVE - bytes));
        bytes += content.length;
        if (++entries > MOST_ENTRIES) throw tooLarge(file);
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        boolean roi = name.toLowerCase(Locale.ROOT).endsWith(".roi");
        if (roi && !name.startsWith("."))
          decode(file, Names.fileStem(name), content).ifPresent(rois::add);
        else if (!entry.isDirectory() && !name.startsWith(".")) others++;
      }
    } catch (IllegalArgumentException e) {
      // An entry's name in no known encoding.
      throw damaged(file, e);
    }
    if (rois.isEmpty() && others > 0)
      throw new RobustJException(
          "%s holds files but no ROI; save it with ROI Manager > More > Save, which makes a .zip of .roi files."
              .formatted(file));
    return rois;
  }

  /**
   * An archive that was cut between two entries still reads like a whole one, but its directory,
   * which stands at its end, is missing.
   */
  private static void requireEnd(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      int most = (int) Math.min(channel.size(), LONGEST_END);
      ByteBuffer end = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(end, channel.size() - most);
      for (int at = most - SHORTEST_END; at >= 0; at--) if (end.getInt(at) == END) return;
    }
    throw damaged(file, null);
  }

  private static byte[] bounded(Path file, InputStream in, int most) throws IOException {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) throw tooLarge(file);
    return bytes;
  }

  /** A stream of something else looks like an archive without entries. */
  private static void requireZip(Path file) throws IOException {
    byte[] start;
    try (var in = Files.newInputStream(file)) {
      start = in.readNBytes(2);
    }
    if (start.length < 2 || start[0] != 'P' || start[1] != 'K') throw damaged(file, null);
  }

  /** Nothing for what is no selection. */
  private static Optional<Roi> decode(Path file, String name, byte[] bytes) {
    RoiBytes checked = new RoiBytes(bytes);
    if (!checked.isPossible()) throw damaged(file, null);
    if (checked.isDecoration()) return Optional.empty();
    Roi roi;
    try {
      roi = RoiDecoder.openFromByteArray(bytes);
    } catch (RuntimeException e) {
      // What is wrong beyond lengths and places, such as colours or properties.
      throw damaged(file, e);
    }
    if (roi == null) throw damaged(file, null);
    if (roi.getName() == null) roi.setName(name);
    return Optional.of(roi);
  }

  private static RobustJException tooLarge(Path file) {
    return new RobustJException(
        "%s is no file of ROIs: it holds more than %d MB in a ROI, %d MB in all or %d entries; give another file."
            .formatted(file, LARGEST >> 20, LARGEST_ARCHIVE >> 20, MOST_ENTRIES));
  }

  private static RobustJException damaged(Path file, Exception cause) {
    return new RobustJException(
        "%s is damaged: it does not hold ROIs of ImageJ; save it again.".formatted(file), cause);
  }

  /**
   * ROIs that were drawn in a stack would all lie upon each other in a single image.
   *
   * @param source file of the ROIs of one image, for the message
   * @throws RobustJException if they lie in different slices or frames
   */
  public static void requireOne(List<Roi> rois, Object source) {
    Set<String> places = new TreeSet<>();
    for (Roi roi : rois) {
      if (roi instanceof PointRoi points && points.size() > 1)
        for (int i = 0; i < points.size(); i++) add(places, points.getPointPosition(i));
      else if (roi.hasHyperStackPosition())
        places.add("Z %d, T %d".formatted(roi.getZPosition(), roi.getTPosition()));
      else add(places, roi.getPosition());
    }
    if (places.size() > 1)
      throw new RobustJException(
          "%s has ROIs in different slices of a stack (%s), but all of one image were expected; save the slices as images of their own, each with its ROIs."
              .formatted(source, String.join("; ", places.stream().limit(3).toList())));
  }

  /** 0 says nothing. */
  private static void add(Set<String> places, int position) {
    if (position > 0) places.add("slice " + position);
  }

  /**
   * The name that somebody gave a ROI; the one that the ROI Manager gives says where it is only.
   */
  public static Optional<String> name(Roi roi) {
    return Optional.ofNullable(roi.getName())
        .map(String::strip)
        .filter(name -> !name.isEmpty() && !name.matches("\\d{4}-\\d{4}(-\\d{4})?(-\\d+)?"));
  }
}
