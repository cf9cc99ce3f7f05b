package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * Equality of records that hold images and arrays, whose own {@code equals} compares identities.
 *
 * @param tolerance of numbers; with 0, NaN equals NaN and 0 does not equal -0
 */
record Same(double tolerance) {

  static final Same EXACTLY = new Same(0);

  void check(Object expected, Object actual) {
    check("", expected, actual);
  }

  private void check(String place, Object expected, Object actual) {
    if (expected instanceof Record) record(place, expected, actual);
    else if (expected instanceof RandomAccessibleInterval<?> image)
      image(place, image, (RandomAccessibleInterval<?>) actual);
    else if (expected instanceof Optional<?> optional)
      list(place, optional.stream().toList(), ((Optional<?>) actual).stream().toList());
    else if (expected instanceof List<?> list) list(place, list, (List<?>) actual);
    else if (expected instanceof Map<?, ?> map) map(place, map, (Map<?, ?>) actual);
    else if (expected instanceof float[] numbers)
      list(place, boxed(numbers), boxed((float[]) actual));
    else if (expected instanceof long[] numbers)
      list(
          place,
          LongStream.of(numbers).boxed().toList(),
          LongStream.of((long[]) actual).boxed().toList());
    else if (expected instanceof double[] numbers)
      list(
          place,
          DoubleStream.of(numbers).boxed().toList(),
          DoubleStream.of((double[]) actual).boxed().toList());
    else if (expected instanceof Double || expected instanceof Float)
      number(place, (Number) expected, (Number) actual);
    else assertEquals(expected, actual, place);
  }

  private void record(String place, Object expected, Object actual) {
    assertEquals(expected.getClass(), actual.getClass(), place);
    for (RecordComponent part : expected.getClass().getRecordComponents())
      check(place + "." + part.getName(), value(part, expected), value(part, actual));
  }

  private static Object value(RecordComponent part, Object record) {
    try {
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void list(String place, List<?> expected, List<?> actual) {
    assertEquals(expected.size(), actual.size(), place);
    for (int i = 0; i < expected.size(); i++)
      check(place + "[" + i + "]", expected.get(i), actual.get(i));
  }

  private void map(String place, Map<?, ?> expected, Map<?, ?> actual) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()), place);
    expected.forEach((key, value) -> check(place + "." + key, value, actual.get(key)));
  }

  private void image(
      String place, RandomAccessibleInterval<?> expected, RandomAccessibleInterval<?> actual) {
    assertArrayEquals(expected.dimensionsAsLongArray(), actual.dimensionsAsLongArray(), place);
    Iterator<?> others = Views.flatIterable(actual).iterator();
    for (Object pixel : Views.flatIterable(expected)) {
      Object other = others.next();
      assertEquals(pixel.getClass(), other.getClass(), place);
      number(place, ((RealType<?>) pixel).getRealDouble(), ((RealType<?>) other).getRealDouble());
    }
  }

  private void number(String place, Number expected, Number actual) {
    assertEquals(expected.getClass(), actual.getClass(), place);
    if (tolerance == 0) assertEquals(expected, actual, place);
    else assertEquals(expected.doubleValue(), actual.doubleValue(), tolerance, place);
  }

  private static List<Float> boxed(float[] numbers) {
    List<Float> list = new ArrayList<>();
    for (float number : numbers) list.add(number);
    return list;
  }
}
