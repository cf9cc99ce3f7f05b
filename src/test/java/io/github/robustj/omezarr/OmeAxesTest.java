package io.github.robustj.omezarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.github.robustj.data.Image;
import io.github.robustj.zarr.DataType;
import io.github.robustj.zarr.NewArray;
import io.github.robustj.zarr.ZarrArray;
import io.github.robustj.zarr.ZarrGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Axes that other programs write, in whatever order. */
class OmeAxesTest {

  @TempDir Path folder;

  private static float at(Image image, long... place) {
    RandomAccess<FloatType> access = image.pixels().randomAccess();
    access.setPosition(place);
    return access.get().get();
  }

  /** An array of numbers that count, with its axes described. */
  private Path described(DataType type, String axes, long... shape) {
    Path place = folder.resolve(type + axes + ".ome.zarr");
    int n = shape.length;
    int[] chunks = new int[n];
    int total = 1;
    for (int i = 0; i < n; i++) total *= chunks[i] = (int) shape[i];
    float[] counting = new float[total];
    for (int i = 0; i < total; i++) counting[i] = i;
    ZarrArray array =
        ZarrArray.create(
            place.resolve("0"), new NewArray(2, shape, chunks, Optional.empty(), type, List.of()));
    array.write(array.type().bytes(counting), new long[n]);
    String each =
        axes.chars()
            .mapToObj(c -> "{\"name\":\"" + (char) c + "\"}")
            .collect(Collectors.joining(","));
    String attributes =
        "{\"omero\":{\"channels\":7},\"multiscales\":[{\"axes\":[%s],\"datasets\":[{\"path\":\"0\"}]}]}"
            .formatted(each);
    ZarrGroup.write(place, 2, JsonParser.parseString(attributes).getAsJsonObject());
    return place;
  }

  /** Numbers stay in the type that they have, of which each is put in order by itself. */
  @ParameterizedTest
  @EnumSource(names = {"UINT16", "INT16", "FLOAT32", "FLOAT64"})
  void axesMayStandInAnyOrder(DataType type) {
    Image all = OmeZarr.read(described(type, "tczyx", 2, 3, 4, 5, 6), "all");
    assertArrayEquals(new long[] {6, 5, 3, 8}, all.pixels().dimensionsAsLongArray());
    assertTrue(all.notes().get(0).startsWith("The 4 slices of the 2 time points"));
    for (int t = 0; t < 2; t++)
      for (int c = 0; c < 3; c++)
        for (int z = 0; z < 4; z++)
          assertEquals(
              (((t * 3 + c) * 4 + z) * 5 + 2) * 6 + 1, at(all, 1, 2, c, t * 4 + z), "t" + t);
    Image last = OmeZarr.read(described(type, "yxc", 5, 6, 3), "last");
    assertEquals((2 * 6 + 1) * 3 + 2, at(last, 1, 2, 2, 0));
    Image time = OmeZarr.read(described(type, "tyx", 4, 5, 6), "time");
    assertEquals((3 * 5 + 2) * 6 + 1, at(time, 1, 2, 0, 3));
    Image turned = OmeZarr.read(described(type, "xzyc", 6, 4, 5, 3), "turned");
    assertArrayEquals(new long[] {6, 5, 3, 4}, turned.pixels().dimensionsAsLongArray());
    assertEquals(((1 * 4 + 3) * 5 + 2) * 3 + 1, at(turned, 1, 2, 1, 3));
  }

  @Test
  void bytesMayStandInAnyOrder() {
    Image last = OmeZarr.read(described(DataType.UINT8, "yxc", 5, 6, 3), "last");
    assertEquals((2 * 6 + 1) * 3 + 2, at(last, 1, 2, 2, 0));
    Image turned = OmeZarr.read(described(DataType.UINT8, "xzyc", 6, 4, 5, 2), "turned");
    assertEquals(((1 * 4 + 3) * 5 + 2) * 2 + 1, at(turned, 1, 2, 1, 3));
    assertEquals(239, at(turned, 5, 4, 1, 3), "the last of 240 numbers");
  }
}
