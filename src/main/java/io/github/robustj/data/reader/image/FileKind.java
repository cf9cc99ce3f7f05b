package io.github.robustj.data.reader.image;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The formats of image files, told apart by their first bytes (NIfTI, compressed, by its name). */
enum FileKind {
  NIFTI,
  PNG,
  JPEG,
  GIF,
  BMP,
  PNM,
  TIFF,
  DICOM;

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
