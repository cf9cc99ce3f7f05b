package io.github.robustj.data.reader.image;

import ij.ImagePlus;
import io.github.robustj.data.Image;
import io.github.robustj.data.VolumeSize;
import io.github.robustj.data.World;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.data.reader.FolderImages;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.Role;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.omezarr.OmeZarr;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import net.imglib2.img.cell.LazyCellImg;

/**
 * Images from files: NIfTI-1, TIFF, DICOM, PNM by our own readers, PNG, JPEG, GIF and BMP by Java's
 * decoders; and folders of OME-Zarr and of tiles, lazily. Each file is held against its own header
 * before memory is taken for its pixels, and the numbers are those that ImageJ shows for the file.
 */
public final class ImageReader {

  private ImageReader() {}

  /**
   * @throws RobustJException if the file is missing, unreadable, of no known format, too large for
   *     the memory, or has pixels that are no numbers
   */
  public static Image read(Path file) {
    return read(file, Role.IMAGE);
  }

  public static Image read(Path file, Role role) {
    if (!Files.exists(file))
      throw new RobustJException("There is no file " + file + "; check the path.");
    if (FolderImages.is(file)) return folder(file);
    if (!Files.isRegularFile(file))
      throw new RobustJException(
          file + " is a folder, but an image file was expected; give a file in it.");
    if (!Files.isReadable(file))
      throw new RobustJException(
          "No permission to read " + file + "; change its permissions or choose another file.");
    Image image = FileKind.of(file).read.apply(file, role);
    // Blocks are held to be numbers when they are read.
    if (!(image.pixels() instanceof LazyCellImg)) image.requireNumbers(file);
    return image.noted(Image.flatNote(image.calibration(), image.slices()));
  }

  /** Read lazily, so that its pixels are held to be numbers when somebody looks at them. */
  private static Image folder(Path folder) {
    Image image =
        FolderImages.isTiles(folder)
            ? TileFolder.read(folder)
            : OmeZarr.read(folder, Names.stem(folder));
    return image.noted(Image.flatNote(image.calibration(), image.slices()));
  }

  /**
   * What {@link #read} has read as ImageJ opens it, in the type that the file has: 8, 16 or 32 bit
   * or RGB, with what is drawn on it and the calibration of the values.
   *
   * @return nothing where ImageJ does not open the file, or shows something else than was read
   */
  public static Optional<ImagePlus> typed(Path file, Image read) {
    boolean ours =
        Nifti.isNifti(file) || FolderImages.is(file) || read.pixels() instanceof LazyCellImg;
    return ours ? Optional.empty() : ImageJFormats.typed(file, read);
  }

  /** Where the pixels lie, as far as the header says it without the pixels being read. */
  public static World world(Path file) {
    if (FolderImages.is(file)) return folder(file).world();
    return Nifti.isNifti(file) ? Nifti.world(file) : World.UNKNOWN;
  }

  /**
   * How large an image of several slices is, from its header where that says it; nothing of a
   * single slice.
   *
   * @throws RobustJException as {@link #read}, as far as it is looked at
   */
  public static Optional<VolumeSize> volume(Path file) {
    if (FolderImages.is(file)) return volume(folder(file));
    if (!Files.isRegularFile(file)) return Optional.empty();
    return switch (FileKind.of(file)) {
      case NIFTI -> Optional.of(Nifti.size(file)).filter(size -> size.slices() > 1);
      case TIFF -> volume(Tiff.readLazily(file, Role.IMAGE));
      case PNG, JPEG, BMP, PNM -> Optional.empty();
      case GIF, DICOM -> volume(read(file));
    };
  }

  private static Optional<VolumeSize> volume(Image image) {
    return Optional.of(VolumeSize.of(image)).filter(size -> size.slices() > 1);
  }

  /** How many bits a value of a pixel has in the file. */
  public static int bits(Path file) {
    if (FolderImages.isTiles(file)) return TileFolder.bits(file);
    if (FolderImages.is(file)) return OmeZarr.bits(file);
    if (Nifti.isNifti(file)) return Nifti.bits(file);
    Optional<Integer> lazy =
        FileKind.of(file) == FileKind.TIFF ? Tiff.lazyBits(file) : Optional.empty();
    return lazy.orElseGet(() -> ImageJFormats.bits(file));
  }

  /**
   * How many numbers an image file has whose pixels are read when somebody looks at them, by its
   * header.
   *
   * @return 0 of other files, and of one that is damaged, as {@link #read} tells
   */
  public static double lazyNumbers(Path file) {
    try {
      boolean may = !Nifti.isNifti(file) && FileKind.of(file) == FileKind.TIFF;
      return may && Tiff.lazyBits(file).isPresent() ? read(file).pixels().size() : 0;
    } catch (RobustJException damaged) {
      return 0;
    }
  }

  private static final int PNG_COLOURS = 25;
  private static final int PNG_GREY = 0;
  private static final int PNG_GREY_ALPHA = 4;

  /**
   * False only where every reading of the file gives one channel, so that it need not be decoded to
   * know that.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be read
   */
  public static boolean mayBeColoured(Path file) {
    if (FolderImages.is(file)) return folder(file).channels() > 1;
    try (FileBytes in = new FileBytes(file)) {
      return switch (FileKind.of(file)) {
        case NIFTI -> false;
        case PNG -> in.u8(PNG_COLOURS) != PNG_GREY && in.u8(PNG_COLOURS) != PNG_GREY_ALPHA;
        case PNM -> in.u8(1) == '3' || in.u8(1) == '6';
        case TIFF -> isColoured(TiffPage.read(file, in));
        default -> true;
      };
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  private static boolean isColoured(List<TiffPage> pages) throws IOException {
    TiffPage first = pages.get(0);
    boolean palette = first.number(TiffPage.PHOTOMETRIC, 1) == TiffKinds.PALETTE;
    return pages.size() > 1 || palette || first.number(TiffPage.SAMPLES, 1) > 1;
  }

  /**
   * The formats of image files, told apart by their first bytes (NIfTI, compressed, by its name).
   */
  enum FileKind {
    NIFTI(Nifti::read),
    PNG(Rasters::read),
    JPEG(Rasters::read),
    GIF(Rasters::read),
    BMP(Rasters::read),
    PNM(Pnm::read),
    TIFF(Tiff::read),
    DICOM(Dicom::read);

    private final BiFunction<Path, Role, Image> read;

    FileKind(BiFunction<Path, Role, Image> read) {
      this.read = read;
    }

    private static final int DICOM_MARK = 128;

    /**
     * @throws RobustJException if the file is of none of them, or cannot be read
     */
    static FileKind of(Path file) {
      if (Nifti.isNifti(file)) return NIFTI;
      byte[] start = start(file);
      String text = new String(start, StandardCharsets.ISO_8859_1);
      if (text.startsWith("DICM", DICOM_MARK)) return DICOM;
      if (text.startsWith("\u0089PNG")) return PNG;
      if (text.startsWith("\u00ff\u00d8")) return JPEG;
      if (text.startsWith("GIF8")) return GIF;
      if (text.startsWith("BM")) return BMP;
      if (text.matches("(?s)P[1-6][\\s#].*")) return PNM;
      if (text.matches("(?s)(II[*+]\u0000|MM\u0000[*+]).*")) return TIFF;
      // Without the preamble, as the standard before DICOM had it.
      if (text.matches("(?s)[\u0002\u0008]\u0000.\u0000.*")) return DICOM;
      throw unknown(file, start.length);
    }

    private static byte[] start(Path file) {
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(DICOM_MARK + 4);
      } catch (IOException e) {
        throw ReadFailure.sentence(file, e);
      }
    }

    private static RobustJException unknown(Path file, int length) {
      if (length == 0)
        return new RobustJException(
            file + " is empty, but an image file was expected; copy it again.");
      return new RobustJException(
          "%s cannot be opened as an image; it is damaged or of no supported format (NIfTI, TIFF, PNG, JPEG, GIF, BMP, PNM, uncompressed DICOM)."
              .formatted(file));
    }
  }
}
