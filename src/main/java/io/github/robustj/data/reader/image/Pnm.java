package io.github.robustj.data.reader.image;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.World;
import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.data.reader.MemoryCheck;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.Role;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Netpbm's PBM, PGM and PPM, as text or raw (P1 to P6). Values are those that ImageJ gives: to 8
 * bit scaled to 255 as the largest, to 16 bit as stored. Label values are as stored.
 */
final class Pnm {

  private Pnm() {}

  /**
   * @throws RobustJException if the file is cut off, damaged or too large, or is a label of black
   *     and white, whose numbers programs do not agree upon
   */
  static Image read(Path file, Role role) {
    return FileBytes.read(file, in -> new Reading(file, in).image(role));
  }

  private static final class Reading {

    private final Path file;
    private final FileBytes in;
    private final int kind;
    private long at = 2;

    Reading(Path file, FileBytes in) throws IOException {
      this.file = file;
      this.in = in;
      this.kind = in.u8(1) - '0';
    }

    Image image(Role role) throws IOException {
      boolean bits = kind == 1 || kind == 4;
      if (bits && role == Role.LABELS)
        throw new RobustJException(
            "%s is a label image of black and white (PBM), where some programs store 1 for black and some mean it; save it as PNG."
                .formatted(file));
      int channels = kind == 3 || kind == 6 ? 3 : 1;
      long width = number();
      long height = number();
      long most = bits ? 1 : number();
      if (width < 1 || height < 1 || most < 1 || most > 65535)
        throw Damage.damaged(
            file, "it states a size of %d x %d and values up to %d".formatted(width, height, most));
      at++;
      requireRoom(width, height, channels, most);
      float[][] planes = new float[channels][(int) (width * height)];
      if (kind == 4) bits(planes[0], (int) width);
      else samples(planes, most);
      if (kind > 3) requireNoOther();
      scale(planes, most, role);
      return PlaneStack.of((int) width, (int) height, planes)
          .greyIfEqual()
          .image(Names.stem(file), Calibration.PIXELS, World.UNKNOWN, List.of());
    }

    private void requireRoom(long width, long height, int channels, long most) throws IOException {
      long pixels = Math.multiplyExact(width, height) * channels;
      MemoryCheck.require(file, pixels, Float.BYTES);
      long least =
          switch (kind) {
            case 1 -> pixels;
            case 2, 3 -> 2 * pixels - 1;
            case 4 -> (width + 7) / 8 * height;
            default -> pixels * (most > 255 ? 2 : 1);
          };
      // The single space before the first text value is counted already.
      if (in.length() - at < least) throw Damage.cutOff(file);
    }

    /** Raw files may hold one image behind the other; what else is behind does not count. */
    private void requireNoOther() throws IOException {
      boolean other = in.length() - at > 2 && in.u8(at) == 'P' && in.u8(at + 1) == '0' + kind;
      if (other && Character.isWhitespace(in.u8(at + 2))) PictureFile.requireOne(file, 2);
    }

    private void samples(float[][] planes, long most) throws IOException {
      in.order(java.nio.ByteOrder.BIG_ENDIAN);
      for (int i = 0; i < planes[0].length; i++)
        for (float[] plane : planes) {
          long value = kind > 3 ? raw(most) : kind == 1 ? digit() : number();
          if (value > most)
            throw Damage.damaged(
                file, "it has the value %d, above the largest that it states".formatted(value));
          plane[i] = value;
        }
    }

    private long raw(long most) throws IOException {
      at += most > 255 ? 2 : 1;
      return most > 255 ? in.u16(at - 2) : in.u8(at - 1);
    }

    private void bits(float[] plane, int width) throws IOException {
      for (int i = 0; i < plane.length; at++)
        for (int x = 0; x < width; x++, i++) {
          if (x > 0 && x % 8 == 0) at++;
          plane[i] = in.u8(at) >> (7 - x % 8) & 1;
        }
    }

    private void scale(float[][] planes, long most, Role role) {
      if (role == Role.LABELS || most > 255) return;
      boolean bits = kind == 1 || kind == 4;
      for (float[] plane : planes)
        for (int i = 0; i < plane.length; i++)
          plane[i] = bits ? 255 * (1 - plane[i]) : (int) (255 * plane[i] / most);
    }

    /** The next whole number behind spaces and comments. */
    private long number() throws IOException {
      long value = digit();
      for (int next; at < in.length() && Character.isDigit(next = in.u8(at)); at++) {
        value = 10 * value + next - '0';
        if (value > Integer.MAX_VALUE) throw Damage.damaged(file, "it has a number of wild size");
      }
      return value;
    }

    private int digit() throws IOException {
      int next = in.u8(at++);
      while (Character.isWhitespace(next) || next == '#') {
        if (next == '#') while (in.u8(at++) != '\n') {}
        next = in.u8(at++);
      }
      if (!Character.isDigit(next)) throw Damage.damaged(file, "a number was expected in it");
      return next - '0';
    }
  }
}
