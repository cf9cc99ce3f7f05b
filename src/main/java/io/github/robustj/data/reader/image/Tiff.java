package io.github.robustj.data.reader.image;

import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.data.StoredPixels;
import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.data.reader.MemoryCheck;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.TiffProperties.TiffSizes;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * TIFF files of the kinds that ImageJ opens, see {@link TiffKinds}: pages as ImageJ's description
 * or the OME metadata order them, in the intensities that ImageJ shows. Those in tiles and large
 * ones are read lazily ({@link LazyTiff}); such colours stay three channels also where they are all
 * grey, which nobody can know without looking at every pixel.
 */
final class Tiff {

  /** How MetaMorph counts the planes behind a page. */
  private static final int METAMORPH = 33629;

  private Tiff() {}

  /**
   * @throws RobustJException if the file is cut off, damaged, too large or of another kind, or its
   *     pages differ or have no meaning
   */
  static Image read(Path file, Role role) {
    return FileBytes.read(file, in -> new Headers(file, in, role, false).image());
  }

  /** The same, lazily whatever the size; coloured also where all is grey. */
  static Image readLazily(Path file, Role role) {
    return FileBytes.read(file, in -> new Headers(file, in, role, true).image());
  }

  /**
   * Whether ImageJ may show the file otherwise than {@link #read} reads it, told by its headers.
   *
   * @throws RobustJException as {@link #read}
   */
  static boolean mayLookOtherwise(Path file, Role role) {
    return FileBytes.read(file, in -> new Headers(file, in, role, false).mayLookOtherwise());
  }

  /** All that stands before the pixels. */
  private static final class Headers {

    private final Path file;
    private final List<TiffPage> pages;
    private final List<TiffKinds> kinds = new ArrayList<>();
    private final TiffProperties.ImageJText text;
    private final TiffLayout layout;
    private final boolean previews;
    private final TiffValues values;
    private final boolean lazy;
    private final long length;

    Headers(Path file, FileBytes in, Role role, boolean lazily) throws IOException {
      this.file = file;
      List<TiffPage> all = TiffPage.all(file, in);
      pages = SlidePages.of(file, all);
      previews = pages.size() < all.size();
      length = in.length();
      for (TiffPage page : pages) kinds.add(TiffKinds.of(file, page, role));
      TiffKinds kind = kinds.get(0);
      for (TiffKinds other : kinds) requireSame(file, kind, other);
      text = TiffProperties.ImageJText.of(pages.get(0).text(TiffPage.DESCRIPTION));
      int planes = pages.size() > 1 ? pages.size() : planes(kind, text);
      // Before memory is taken for their order.
      if (planes > pages.size() && kind.bytes(kind.height()) > length / planes)
        throw Damage.cutOff(file);
      lazy = lazily || isLazy(pages.get(0), kind, planes);
      if (!lazy) requireRoom(file, pages, kinds, planes);
      layout = layout(file, pages.get(0), kind, text, planes);
      values = TiffValues.of(file, pages.get(0), kind, text, role);
    }

    Image image() throws IOException {
      TiffPage first = pages.get(0);
      TiffKinds kind = kinds.get(0);
      TiffSizes sizes = TiffSizes.of(file, first, text);
      List<String> notes = new ArrayList<>(layout.notes());
      notes.addAll(values.notes());
      notes.addAll(
          ImagePlusConverter.notes(sizes.calibration(), layout.slices() * layout.frames()));
      Image image =
          lazy
              ? new Image(
                  Names.stem(file),
                  lazy(),
                  sizes.calibration(),
                  Optional.empty(),
                  sizes.world(),
                  notes)
              : whole(kind)
                  .greyIfEqual()
                  .image(Names.stem(file), sizes.calibration(), sizes.world(), notes);
      return TiffProperties.value(first, CleanScaling.KEY)
          .map(clean -> image.attacked(CleanScaling.parse(clean, file)))
          .orElse(image);
    }

    private PlaneStack whole(TiffKinds kind) throws IOException {
      int planes = layout.order().length;
      MemoryCheck.require(
          file, (long) kind.width() * kind.height() * kind.colours() * planes, Float.BYTES);
      return stack(file, pages, kinds, values, layout);
    }

    private RandomAccessibleInterval<FloatType> lazy() throws IOException {
      List<TiffPieces> pieces = new ArrayList<>();
      for (int i = 0; i < pages.size(); i++)
        pieces.add(TiffPieces.of(file, pages.get(i), kinds.get(i)));
      boolean behind = pages.size() < layout.order().length;
      return new LazyTiff(file, pieces, values, layout, behind).pixels(length);
    }

    /** False of plain pixels in the order that ImageJ takes them in. */
    boolean mayLookOtherwise() {
      TiffKinds kind = kinds.get(0);
      boolean plain = kind.compression() == TiffKinds.NONE && !kind.planar() && kind.format() != 2;
      for (TiffKinds other : kinds) plain &= other.compression() == kind.compression();
      boolean grey = kind.samples() == 1 && (kind.bits() == 8 || kind.bits() == 16);
      boolean floats = kind.samples() == 1 && kind.bits() == 32 && kind.format() == 3;
      boolean colours = kind.samples() == 3 && kind.photometric() <= 2;
      boolean seen = kind.photometric() <= 1 || colours || text.isGiven();
      boolean ordered = text.isGiven() || layout.channels() == 1 && layout.frames() == 1;
      return !plain || !(grey || floats || colours) || !seen || !ordered || previews;
    }
  }

  /** Whether the pixels are read when somebody looks at them. */
  private static boolean isLazy(TiffPage first, TiffKinds kind, int planes) {
    return first.has(TiffPage.TILE_WIDTH)
        || LazyTiff.isLarge((double) kind.width() * kind.height() * kind.colours() * planes);
  }

  /** How many bits a number has, where the file is read lazily; else nothing. */
  static Optional<Integer> lazyBits(Path file) {
    return FileBytes.read(
        file,
        in -> {
          Headers headers = new Headers(file, in, Role.IMAGE, false);
          return headers.lazy ? Optional.of(headers.kinds.get(0).bits()) : Optional.empty();
        });
  }

  /** ImageJ describes a large stack by one directory; its planes follow each other. */
  private static int planes(TiffKinds kind, TiffProperties.ImageJText text) {
    return kind.compression() == TiffKinds.NONE ? text.whole("images", 1) : 1;
  }

  private static void requireSame(Path file, TiffKinds first, TiffKinds other) {
    boolean same =
        first.width() == other.width()
            && first.height() == other.height()
            && first.samples() == other.samples()
            && first.bits() == other.bits()
            && first.format() == other.format()
            && first.photometric() == other.photometric();
    if (!same)
      throw new RobustJException(
          "%s has pages that differ in size or kind (%d x %d of %d x %d bit and %d x %d of %d x %d bit); save each as an image of its own."
              .formatted(
                  file,
                  first.width(),
                  first.height(),
                  first.samples(),
                  first.bits(),
                  other.width(),
                  other.height(),
                  other.samples(),
                  other.bits()));
  }

  private static void requireRoom(
      Path file, List<TiffPage> pages, List<TiffKinds> kinds, int planes) throws IOException {
    TiffKinds kind = kinds.get(0);
    long pixels = Math.multiplyExact((long) kind.width() * kind.height(), kind.colours());
    if (pixels > MemoryCheck.LARGEST_ARRAY / planes)
      MemoryCheck.require(file, Math.max(pixels, MemoryCheck.LARGEST_ARRAY + 1), Float.BYTES);
    for (int i = 0; i < pages.size(); i++)
      new TiffStrips(file, pages.get(i), kinds.get(i)).requirePossible();
    long[] strips = pages.get(0).numbers(TiffPage.STRIP_OFFSETS);
    if (planes > pages.size()
        && strips.length > 0
        && strips[0] + kind.bytes(kind.height()) * planes > pages.get(0).in().length())
      throw Damage.cutOff(file);
    if (pages.size() == 1)
      Damage.requirePossible(
          file,
          kind.bytes(kind.height()) * (kind.planar() ? kind.samples() : 1) * planes,
          pages.get(0).in().length(),
          kind.compression() == TiffKinds.NONE ? 1 : MemoryCheck.LZW);
  }

  private static TiffLayout layout(
      Path file, TiffPage first, TiffKinds kind, TiffProperties.ImageJText text, int planes)
      throws IOException {
    String description = first.text(TiffPage.DESCRIPTION);
    if (OmeText.isOme(description)) return OmeText.layout(file, description, planes, kind);
    if (first.count(METAMORPH) > 1 && planes == 1)
      throw TiffKinds.unsupported(file, "of MetaMorph, with planes that have no page");
    return text.isGiven()
        ? TiffLayout.of(text, planes)
        : TiffLayout.shaped(file, description, planes);
  }

  private static PlaneStack stack(
      Path file, List<TiffPage> pages, List<TiffKinds> kinds, TiffValues values, TiffLayout layout)
      throws IOException {
    TiffKinds kind = kinds.get(0);
    List<StoredPixels> planes = new ArrayList<>();
    for (int page : layout.order()) {
      float[][] samples = new float[values.channels()][kind.width() * kind.height()];
      int directory = pages.size() > 1 ? page : 0;
      long behind = pages.size() > 1 ? 0 : page;
      TiffKinds own = kinds.get(directory);
      new TiffStrips(file, pages.get(directory), own).read(behind, values.as(own).into(samples));
      planes.addAll(PlaneStack.packed(samples));
    }
    return new PlaneStack(
        kind.width(), kind.height(), layout.channels() * values.channels(), planes);
  }
}
