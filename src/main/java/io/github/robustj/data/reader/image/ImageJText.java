package io.github.robustj.data.reader.image;

import io.github.robustj.data.Numbers;
import java.util.HashMap;
import java.util.Map;

/**
 * The description that ImageJ writes into a TIFF file: a key and a value per line.
 *
 * @param values empty where another program wrote the file
 */
record ImageJText(Map<String, String> values) {

  static ImageJText of(String description) {
    Map<String, String> values = new HashMap<>();
    if (description.startsWith("ImageJ"))
      for (String line : description.split("\n")) {
        int equals = line.indexOf('=');
        if (equals > 0) values.put(line.substring(0, equals).strip(), line.substring(equals + 1));
      }
    return new ImageJText(values);
  }

  boolean isGiven() {
    return !values.isEmpty();
  }

  String value(String key) {
    return values.getOrDefault(key, "").strip();
  }

  /** NaN where there is none. */
  double number(String key) {
    return Numbers.finite(value(key)).orElse(Double.NaN);
  }

  int whole(String key, int otherwise) {
    double number = number(key);
    return number >= 1 && number <= Integer.MAX_VALUE ? (int) number : otherwise;
  }
}
