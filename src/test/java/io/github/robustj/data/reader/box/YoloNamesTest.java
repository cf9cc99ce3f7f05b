package io.github.robustj.data.reader.box;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of classes as YOLO's tools write them, up to the 1203 of LVIS. */
class YoloNamesTest {

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "names: [red, 'white # 2', \"blue, dark\"]",
        "names:\n- red\n- 'white # 2'\n- blue, dark\nnc: 3",
        "nc: 3\nnames:   # three\n  2: blue, dark\n  # a comment\n\n  0: red  # first\n  1: \"white # 2\"\ntrain: a",
        "names: {0: red, 2: 'blue, dark', 1: 'white # 2'}",
        "path: x\r\nnames:\r\n  '0': red\r\n  1: 'white # 2'\r\n  2: blue, dark\r\nval: y\r\n",
        "names: [\n  red,\n  'white # 2',\n  \"blue, dark\",\n]\n",
        "names: [ red, # [first], it's\n  'white # 2', \"blue, dark\" ] # end",
        "nc: 3 # three\nnames : [red, 'white # 2', \"blue, dark\"]",
        "names:\n# 1: x\n  0: red\n  2: blue, dark # it's\n  1: 'white # 2'"
      })
  void everyFormOfTheEntry(String yaml) throws IOException {
    assertEquals(List.of("red", "white # 2", "blue, dark"), yaml(yaml), yaml);
  }

  /** Names that are numbers themselves, and numbers without a name. */
  @Test
  void numbersAndNamesAreNotMixedUp() throws IOException {
    assertEquals(List.of("7", "0"), yaml("names: ['7', 0]"));
    assertEquals(List.of("7", "12: 4"), yaml("names:\n  0: 7\n  1: '12: 4'"));
    assertEquals(List.of("red", "class 1", "blue"), yaml("names:\n  2: blue\n  0: red"));
    assertEquals(List.of("it's", "a \"b\", c"), yaml("names: ['it''s', \"a \\\"b\\\", c\"]"));
  }

  @Test
  void thousandsOfNamesAreRead() throws IOException {
    String lines =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "  " + i + ": c" + i)
            .collect(Collectors.joining("\n"));
    assertEquals(50_000, yaml("names:\n" + lines).size());
  }

  @Test
  void whatWouldShiftOrMergeClassesIsNamed() throws IOException {
    for (String[] wrong :
        new String[][] {
          {"names: [red, red]", "two classes red"},
          {"names:\n  0: red\n  0: blue", "one name for the class 0"},
          {"names:\n  red: 0", "a number and a name instead of \"red: 0\""},
          {"names: {0: red", "ends with }"},
          {"names:\n  999999999: red", "999999999"},
          {"nc: 3", "no names"},
          {"nc: 3\nnames: [red, white]", "nc: 3 but names for the classes 0 to 1"},
          {"names: [red, white]\nnc: two", "nc: two"},
          {"names: [red, white]\nval: x\nnames: [white, red]", "one entry names:, not two"}
        }) assertSentence(() -> yaml(wrong[0]), "data.yaml", wrong[1]);
    Files.delete(root.resolve("data.yaml"));
    Path list = Files.writeString(root.resolve("Classes.txt"), "red\n\nblue\n");
    assertSentence(() -> YoloText.names(root, root), list, "empty line 2");
    Files.writeString(list, "red\nblue\n\n\n");
    assertEquals(List.of("red", "blue"), YoloText.names(root, root));
  }

  /** labelImg and trainers each leave a list, and the numbers in the labels are of one of them. */
  @Test
  void listsThatDisagreeAreNamed() throws IOException {
    Path list = Files.writeString(root.resolve("classes.txt"), "white\nred\n");
    assertSentence(
        () -> yaml("names: [red, white]"), list, "white, red", "data.yaml", "red, white");
    assertEquals(List.of("white", "red"), yaml("names: [white, red]"));
  }

  private List<String> yaml(String text) throws IOException {
    Files.writeString(root.resolve("data.yaml"), text);
    return YoloText.names(root, root);
  }
}
