package io.github.robustj.data.reader;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** DICOM files (explicit VR, little-endian) element by element, after PS3.5. */
final class DicomBuilder {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

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

  byte[] bytes(byte... pixels) {
    ByteBuffer field = bytes(12 + pixels.length).putShort((short) 0x7fe0).putShort((short) 16);
    field.put((byte) 'O').put((byte) 'W').putShort((short) 0).putInt(pixels.length);
    out.writeBytes(field.put(pixels).array());
    return out.toByteArray();
  }

  private void text(int group, int element, String representation, String value) {
    ByteBuffer head = bytes(8).putShort((short) group).putShort((short) element);
    head.put(representation.getBytes(StandardCharsets.US_ASCII)).putShort((short) value.length());
    out.writeBytes(head.array());
    out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  private void number(int group, int element, int value) {
    ByteBuffer field = bytes(10).putShort((short) group).putShort((short) element);
    field.put((byte) 'U').put((byte) 'S').putShort((short) 2).putShort((short) value);
    out.writeBytes(field.array());
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
