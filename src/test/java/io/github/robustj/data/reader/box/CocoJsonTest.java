package io.github.robustj.data.reader.box;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools write under the name of COCO. */
class CocoJsonTest {

  private static final String BOX = "\"bbox\": [1, 2, 3, 4]";

  @TempDir Path folder;

  /** As doubles both ids are 1234567890123456800. */
  @Test
  void idsOf64BitsAreKeptApart() throws IOException {
    CocoJson json =
        read(
            images("1234567890123456700", "1234567890123456701"),
            annotation("1234567890123456701", BOX));
    assertEquals(0, json.marks().get("a").objects().size());
    assertEquals(
        List.of(BoxedObject.drawn("cell", new Box(1, 2, 4, 6))), json.marks().get("b").objects());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"img-1\" | \"img-2\" | \"img-2\"", "1 | \"1\" | \"1\"", "1 | 2 | 2.0", "0|20|2e1"})
  void textsAndWholeNumbersAreIds(String a, String b, String used) throws IOException {
    assertEquals(1, read(images(a, b), annotation(used, BOX)).marks().get("b").objects().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.9",
        "1e300",
        "1e999999999",
        "1e-999999999",
        "null",
        "true",
        "[1]",
        "{}",
        "\"\""
      })
  void nothingElseIs(String id) {
    assertSentence(() -> read(images("1", "2"), annotation(id, BOX)), "image_id", "whole number");
  }

  @Test
  void aNumberIsNotTheTextOfIt() {
    assertSentence(() -> read(images("1", "2"), annotation("\"2\"", BOX)), "image 2", "image_id");
  }

  @Test
  void whatStandsTwiceIsNamed() {
    assertSentence(() -> read(images("1", "1.0"), annotation("1", BOX)), "1 twice", "images");
    String categories = "{\"id\": 3, \"name\": \"cell\"}, {\"id\": %s, \"name\": \"%s\"}";
    assertSentence(
        () -> whole(images("1", "2"), "", categories.formatted("3", "red")), "3 twice", "categor");
    assertSentence(
        () -> whole(images("1", "2"), "", categories.formatted("4", "cell")), "cell twice");
    assertSentence(() -> whole(images("1", "2"), "", "], \"images\": ["), "images twice");
  }

  @ParameterizedTest
  @CsvSource({
    "0, OBJECT",
    "1, CROWD",
    "false, OBJECT",
    "true, CROWD",
    "null, OBJECT",
    "1.0, CROWD"
  })
  void crowdsAreNumbersOrTruthValues(String value, Role role) throws IOException {
    CocoJson json = read(images("1", "2"), annotation("1", BOX + ", \"iscrowd\": " + value));
    assertEquals(role, json.marks().get("a").objects().get(0).role());
  }

  @Test
  void otherCrowdsAreNamed() {
    for (String value : List.of("2", "\"yes\"", "[1]"))
      assertSentence(
          () -> read(images("1", "2"), annotation("1", BOX + ", \"iscrowd\": " + value)),
          "iscrowd",
          "0 or 1");
  }

  /** Runs go down the columns: in four rows, numbers 5 and 6 are the second column's middle. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[8, 10, 28, 10, 28, 20, 8, 20]] | 8 | 10 | 28 | 20",
        "[[8, 10, 9, 11.5], [1, 2, 3, 4]] | 1 | 2 | 9 | 11.5",
        "{\"size\": [4, 5], \"counts\": [5, 2, 13]} | 1 | 1 | 2 | 3",
        "{\"size\": [4, 5], \"counts\": [5, 5, 10]} | 1 | 0 | 3 | 4",
        "{\"size\": [4, 5], \"counts\": [0, 1, 18, 1]} | 0 | 0 | 5 | 4"
      })
  void anOutlineStandsInForABox(String outline, double l, double t, double r, double b)
      throws IOException {
    CocoJson json = read(images("1", "2"), annotation("1", "\"segmentation\": " + outline));
    assertEquals(new Box(l, t, r, b), json.marks().get("a").objects().get(0).box());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "[[]]",
        "[[1, 2, 3]]",
        "[[1, \"x\"]]",
        "{\"size\": [4, 5], \"counts\": \"ab\"}",
        "{\"size\": [0, 5], \"counts\": [1, 2]}",
        "{\"size\": [4, 5], \"counts\": [5]}",
        "{\"size\": [4, 5], \"counts\": [-5, 2]}"
      })
  void outlinesThatEncloseNothingAreNamed(String outline) {
    assertSentence(
        () -> read(images("1", "2"), annotation("1", "\"segmentation\": " + outline)), "coco.json");
  }

  /** BOX reaches from 1, 2 to 4, 6. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[1, 2, 4, 2, 4, 6, 1, 6]]",
        "[[0.2, 1.5, 4.4, 6.4, 2, 3], [1, 2, 3, 4, 1, 3]]",
        "[[]]",
        "[]",
        "[1, 2, 4, 6]",
        "[[1, 2]]",
        "{\"size\": [10, 10], \"counts\": [12, 4, 6, 4, 6, 4, 64]}",
        "{\"size\": [10, 10], \"counts\": [100]}",
        "{}",
        "null"
      })
  void anOutlineWithinItsBoxOrNoneIsFine(String outline) throws IOException {
    String both = BOX + ", \"segmentation\": " + outline;
    CocoJson json = read(images("1", "2"), annotation("1", both));
    assertEquals(new Box(1, 2, 4, 6), json.marks().get("a").objects().get(0).box());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[100, 200, 130, 200, 130, 240]]",
        "[[1, 2, 40, 2, 40, 60, 1, 60]]",
        "[[1, 2, 4, 2, 4, 6], [50, 60, 70, 60, 70, 80]]",
        "{\"size\": [100, 100], \"counts\": [5050, 10, 4940]}"
      })
  void anOutlineElsewhereThanItsBoxIsRefused(String outline) {
    assertSentence(
        () -> read(images("1", "2"), annotation("1", BOX + ", \"segmentation\": " + outline)),
        "coco.json",
        "left 1.00000, top 2.00000",
        "correct one of the two");
  }

  @Test
  void aKeyTwiceInAnAnnotationIsRefused() {
    assertSentence(
        () -> read(images("1", "2"), annotation("1", BOX + ", \"bbox\": [5, 6, 7, 8]")),
        "the key bbox twice",
        "annotations[0]",
        "keep one");
  }

  private CocoJson read(String images, String annotation) throws IOException {
    return whole(images, annotation, "{\"id\": 3, \"name\": \"cell\"}");
  }

  private CocoJson whole(String images, String annotations, String categories) throws IOException {
    return CocoJson.read(
        Files.writeString(
            folder.resolve("coco.json"),
            "{\"images\": [%s], \"annotations\": [%s], \"categories\": [%s], \"info\": {\"a\": [1]}}"
                .formatted(images, annotations, categories)));
  }

  private static String images(String a, String b) {
    return "{\"id\": %s, \"file_name\": \"sub/a.png\"}, {\"id\": %s, \"file_name\": \"b.png\"}"
        .formatted(a, b);
  }

  private static String annotation(String image, String rest) {
    return "{\"image_id\": %s, \"category_id\": 3, %s}".formatted(image, rest);
  }
}
