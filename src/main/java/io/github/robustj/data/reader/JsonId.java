package io.github.robustj.data.reader;

import java.math.BigInteger;

/**
 * The id of something in a JSON file: a whole number of whatever size, or a text. Numbers come
 * before texts.
 *
 * @param number null for a text
 */
public record JsonId(BigInteger number, String text) implements Comparable<JsonId> {

  @Override
  public int compareTo(JsonId other) {
    if (number != null && other.number != null) return number.compareTo(other.number);
    if (number == null && other.number == null) return text.compareTo(other.text);
    return number == null ? 1 : -1;
  }

  @Override
  public String toString() {
    return number == null ? text : number.toString();
  }
}
