package io.github.robustj.data.reader.image;

import io.github.robustj.data.Numbers;
import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a DICOM file (PS3.5) says before its pixels, and where these are. */
final class DicomTags {

  static final int SYNTAX = 0x00020010;
  static final int PIXELS = 0x7fe00010;

  /** The tag of an item as the four bytes of a little-endian file make it. */
  static final long ITEM_START = 0xe000fffeL;

  private static final int FRAMES = 0x00280008;

  private final Path file;
  private final Map<Integer, Set<String>> values = new HashMap<>();

  /** What each frame says of its place. */
  private final List<Map<Integer, String>> frames = new ArrayList<>();

  private Optional<Pixels> pixels = Optional.empty();

  /**
   * The element of the pixels.
   *
   * @param length in bytes; negative for compressed pixels, which do not say it
   */
  record Pixels(int tag, long start, long length) {}

  DicomTags(Path file) {
    this.file = file;
  }

  /**
   * @throws EOFException if the file ends before its pixels
   */
  static DicomTags read(Path file, FileBytes in) throws IOException {
    DicomTags tags = new DicomTags(file);
    new DicomElements(file, in, tags).read();
    if (!tags.isComplete()) throw new EOFException();
    return tags;
  }

  /** Whether the pixels are found. */
  boolean isComplete() {
    return pixels.isPresent();
  }

  void found(Pixels there) {
    pixels = Optional.of(there);
  }

  /** A value of all frames, or of those that do not say where they are. */
  void add(int tag, String text) {
    values.computeIfAbsent(tag, t -> new LinkedHashSet<>()).add(text);
  }

  /** A value of the last frame alone. */
  void addToFrame(int tag, String text) {
    frames.get(frames.size() - 1).put(tag, text);
  }

  void addFrame() {
    frames.add(new HashMap<>());
    if (frames.size() > whole(FRAMES, 1))
      throw Damage.damaged(
          file, "it describes more frames than the %d it states".formatted(whole(FRAMES, 1)));
  }

  Pixels pixels() {
    return pixels.orElseThrow();
  }

  /** How many frames are described one by one; 0 if none. */
  int frames() {
    return frames.size();
  }

  /** Whether frames differ in it. */
  boolean several(int tag) {
    return has(tag) && values.get(tag).size() > 1;
  }

  /** All numbers of an element that has several; empty where there are none. */
  double[] numbers(int tag) {
    return numbers(text(tag));
  }

  /** The same as a frame has it, or all of them. */
  double[] numbers(int tag, int frame) {
    Map<Integer, String> own = frame < frames.size() ? frames.get(frame) : Map.of();
    return numbers(own.getOrDefault(tag, text(tag)));
  }

  private double[] numbers(String text) {
    if (text.isEmpty()) return new double[0];
    String[] parts = text.split("\\\\");
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) numbers[i] = number(parts[i].strip());
    return numbers;
  }

  boolean has(int tag) {
    return values.containsKey(tag);
  }

  /** Empty where there is none. */
  String text(int tag) {
    return has(tag) ? values.get(tag).iterator().next() : "";
  }

  int whole(int tag, int otherwise) {
    String text = text(tag);
    if (text.isEmpty()) return otherwise;
    if (text.matches("\\d{1,9}")) return Integer.parseInt(text);
    throw Damage.damaged(file, "it states \"%s\" for a number".formatted(Excerpt.of(text)));
  }

  /**
   * @throws RobustJException if it is no number, or frames differ in it
   */
  double number(int tag, double otherwise) {
    if (!has(tag)) return otherwise;
    if (values.get(tag).size() > 1)
      throw new RobustJException(
          "%s has frames that are scaled in different ways (%08x: %s); save the frames one by one."
              .formatted(file, tag, Excerpt.of(String.join(", ", values.get(tag)))));
    return number(text(tag));
  }

  private double number(String text) {
    return Numbers.finite(text)
        .orElseThrow(
            () ->
                Damage.damaged(file, "it states \"%s\" for a number".formatted(Excerpt.of(text))));
  }
}
