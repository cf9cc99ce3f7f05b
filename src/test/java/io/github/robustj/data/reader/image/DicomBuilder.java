package io.github.robustj.data.reader.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** DICOM files (explicit VR, little-endian) element by element, after PS3.5. */
final class DicomBuilder {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private boolean explicit = true;

  /**
   * A CT slice.
   *
   * @param spacing row spacing, backslash, column spacing, in mm
   */
  static byte[] ct(int rows, int columns, String spacing, int intercept, short... pixels) {
    DicomBuilder dicom = new DicomBuilder();
    dicom.out.writeBytes(new byte[128]);
    dicom.out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    dicom.text(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1\0");
    dicom.text(0x0008, 0x0060, "CS", "CT");
    dicom.text(0x0018, 0x0050, "DS", "2.5 ");
    dicom.number(0x0028, 0x0002, 1);
    dicom.text(0x0028, 0x0004, "CS", "MONOCHROME2 ");
    dicom.number(0x0028, 0x0010, rows);
    dicom.number(0x0028, 0x0011, columns);
    dicom.text(0x0028, 0x0030, "DS", spacing);
    dicom.number(0x0028, 0x0100, 16);
    dicom.number(0x0028, 0x0101, 16);
    dicom.number(0x0028, 0x0102, 15);
    dicom.number(0x0028, 0x0103, 1);
    dicom.text(0x0028, 0x1052, "DS", even("" + intercept));
    dicom.text(0x0028, 0x1053, "DS", "1 ");
    dicom.pixels(pixels);
    return dicom.out.toByteArray();
  }

  static DicomBuilder start(String syntax) {
    DicomBuilder dicom = new DicomBuilder();
    dicom.out.writeBytes(new byte[128]);
    dicom.out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    dicom.text(0x0002, 0x0010, "UI", even(syntax));
    return dicom;
  }

  /** The elements of group 28 that describe pixels. */
  DicomBuilder kind(
      int samples, String colours, int rows, int columns, int allocated, int stored, int signed) {
    number(0x0028, 0x0002, samples);
    text(0x0028, 0x0004, "CS", even(colours));
    number(0x0028, 0x0010, rows);
    number(0x0028, 0x0011, columns);
    number(0x0028, 0x0100, allocated);
    number(0x0028, 0x0101, stored);
    number(0x0028, 0x0102, stored - 1);
    number(0x0028, 0x0103, signed);
    return this;
  }

  DicomBuilder decimal(int group, int element, String value) {
    text(group, element, "DS", even(value));
    return this;
  }

  DicomBuilder element(int group, int element, int value) {
    number(group, element, value);
    return this;
  }

  /** Elements without a file around them, for an item; of the implicit kind they name no type. */
  static DicomBuilder item(boolean explicit) {
    DicomBuilder item = new DicomBuilder();
    item.explicit = explicit;
    return item;
  }

  static DicomBuilder item() {
    return item(true);
  }

  /** From here on. */
  DicomBuilder implicit() {
    explicit = false;
    return this;
  }

  /** Unsigned numbers of 32 bit. */
  DicomBuilder longs(int group, int element, int... values) {
    ByteBuffer content = bytes(4 * values.length);
    for (int value : values) content.putInt(value);
    return add(group, element, "UL", content.array());
  }

  /** Unsigned numbers of 16 bit. */
  DicomBuilder shorts(int group, int element, int... values) {
    ByteBuffer content = bytes(2 * values.length);
    for (int value : values) content.putShort((short) value);
    return add(group, element, "US", content.array());
  }

  /** Of defined length; the items are theirs. */
  DicomBuilder sequence(int group, int element, DicomBuilder... items) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (DicomBuilder item : items) {
      content.writeBytes(bytes(8).putInt(0xe000fffe).putInt(item.out.size()).array());
      content.writeBytes(item.out.toByteArray());
    }
    return add(group, element, "SQ", content.toByteArray());
  }

  private DicomBuilder add(int group, int element, String representation, byte[] content) {
    boolean wide = representation.equals("SQ");
    ByteBuffer head = bytes(!explicit || !wide ? 8 : 12);
    head.putShort((short) group).putShort((short) element);
    if (explicit) head.put(representation.getBytes(StandardCharsets.US_ASCII));
    if (explicit && wide) head.putShort((short) 0);
    if (explicit && !wide) head.putShort((short) content.length);
    else head.putInt(content.length);
    out.writeBytes(head.array());
    out.writeBytes(content);
    return this;
  }

  byte[] bytes(byte... pixels) {
    ByteBuffer field = bytes(explicit ? 12 : 8).putShort((short) 0x7fe0).putShort((short) 16);
    if (explicit) field.put((byte) 'O').put((byte) 'W').putShort((short) 0);
    out.writeBytes(field.putInt(pixels.length).array());
    out.writeBytes(pixels);
    return out.toByteArray();
  }

  private void text(int group, int element, String representation, String value) {
    add(group, element, representation, value.getBytes(StandardCharsets.US_ASCII));
  }

  private void number(int group, int element, int value) {
    shorts(group, element, value);
  }

  private void pixels(short[] values) {
    ByteBuffer field = bytes(12 + 2 * values.length).putShort((short) 0x7fe0).putShort((short) 16);
    field.put((byte) 'O').put((byte) 'W').putShort((short) 0).putInt(2 * values.length);
    for (short value : values) field.putShort(value);
    out.writeBytes(field.array());
  }

  private static String even(String text) {
    return text.length() % 2 == 0 ? text : text + " ";
  }

  private static ByteBuffer bytes(int n) {
    return ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
  }
}
