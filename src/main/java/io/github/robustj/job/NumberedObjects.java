package io.github.robustj.job;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.model.BlendedPart.Area;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.task.ObjectSeeds.Seed;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Files of the objects that each part of a label image shows, with their numbers; written a few
 * megabytes at a time.
 */
final class NumberedObjects {

  private static final int HELD = 1 << 24;

  /** An object in the image's pixels. */
  record Numbered(int number, BoxedObject object) {}

  private final List<BlockGrid.Place> places;
  private final IntFunction<Path> file;
  private final Map<Integer, ByteArrayOutputStream> waiting = new HashMap<>();
  private int held;

  /** The places of a slice in rows: how many there are in one, and their sides. */
  private final int across;

  private final int down;
  private final int wide;
  private final int high;

  /**
   * @param places of all slices, slice by slice, row by row
   * @param file of each
   */
  NumberedObjects(List<BlockGrid.Place> places, IntFunction<Path> file) {
    this.places = places;
    this.file = file;
    Area first = places.get(0).area();
    across =
        (int)
            places.stream()
                .filter(p -> p.from() == places.get(0).from() && p.area().top() == first.top())
                .count();
    down = (int) places.stream().filter(p -> p.from() == places.get(0).from()).count() / across;
    wide = first.width();
    high = first.height();
    for (int i = 0; i < places.size(); i++) write(i, new byte[0], false);
  }

  void add(int slice, int number, Seed seed, BoxedObject object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(number);
      FoundSeeds.write(seed, out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Box box = object.box();
    for (int row = index(box.top(), high, down); row <= index(box.bottom(), high, down); row++)
      for (int column = index(box.left(), wide, across);
          column <= index(box.right(), wide, across);
          column++) {
        int place = (slice * down + row) * across + column;
        waiting
            .computeIfAbsent(place, p -> new ByteArrayOutputStream())
            .writeBytes(bytes.toByteArray());
        held += bytes.size();
      }
    if (held > HELD) flush();
  }

  private static int index(double pixel, int side, int count) {
    return (int) Math.max(0, Math.min(count - 1, Math.floor(pixel / side)));
  }

  void flush() {
    waiting.forEach((place, bytes) -> write(place, bytes.toByteArray(), true));
    waiting.clear();
    held = 0;
  }

  private void write(int place, byte[] bytes, boolean append) {
    Path path = file.apply(place);
    try (OutputStream out =
        Files.newOutputStream(
            path,
            StandardOpenOption.CREATE,
            append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      out.write(bytes);
    } catch (IOException e) {
      throw WriteFailure.sentence(path, e);
    }
  }

  /** In the order in which they were added. */
  static List<Numbered> read(Path file, ObjectSeeds seeds, Image image) {
    return BlockFiles.read(file, in -> read(in, seeds, image));
  }

  private static List<Numbered> read(DataInputStream in, ObjectSeeds seeds, Image image)
      throws IOException {
    List<Numbered> all = new ArrayList<>();
    in.mark(1);
    while (in.read() >= 0) {
      in.reset();
      int number = in.readInt();
      Seed seed = FoundSeeds.seed(in);
      seeds.object(seed, image).ifPresent(object -> all.add(new Numbered(number, object)));
      in.mark(1);
    }
    return all;
  }
}
