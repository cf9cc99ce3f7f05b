package io.github.robustj.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.robustj.attack.Region;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reference numbers under {@code src/test/resources/fixtures}; arrays there are channels first. */
public final class Fixtures {

  /** As read before; nobody changes them. */
  private static final Map<String, JsonObject> READ = new ConcurrentHashMap<>();

  private Fixtures() {}

  /** A whole file, e.g. {@code tinynet.json}. */
  public static JsonObject read(String file) {
    return READ.computeIfAbsent(file, name -> JsonParser.parseString(text(name)).getAsJsonObject());
  }

  /** A whole file as it is. */
  public static String text(String file) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/fixtures/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static double[] numbers(JsonObject json, String key) {
    JsonArray array = json.getAsJsonArray(key);
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = array.get(i).getAsDouble();
    return numbers;
  }

  /** Numbers {@code [sample, channel, y, x]} as a tensor {@code [sample, y, x, channel]}. */
  public static Tensor channelsLast(double[] values, int n, int channels, int height, int width) {
    Tensor tensor = Tensor.zeros(n, height, width, channels);
    int from = 0;
    for (int i = 0; i < n; i++)
      for (int c = 0; c < channels; c++)
        for (int p = 0; p < height * width; p++)
          tensor.data()[(i * height * width + p) * channels + c] = (float) values[from++];
    return tensor;
  }

  /** The two 8 x 8 images of the toy network. */
  public static Tensor images() {
    return channelsLast(numbers(read("tinynet.json"), "X"), 2, 1, 8, 8);
  }

  /** Their class indices. */
  public static Tensor labels() {
    return channelsLast(numbers(read("tinynet.json"), "Y"), 2, 1, 8, 8);
  }

  /** The pixels of a mask {@code [sample, y, x, 1]} that are not 0. */
  public static Region region(Tensor mask) {
    boolean[] inside = new boolean[mask.data().length];
    for (int p = 0; p < inside.length; p++) inside[p] = mask.data()[p] != 0;
    return new Region(inside);
  }
}
