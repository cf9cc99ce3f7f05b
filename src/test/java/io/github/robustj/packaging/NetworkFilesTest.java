package io.github.robustj.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFilesTest {

  @TempDir Path folder;
  private NetworkFiles files;
  private Path weights;

  @BeforeEach
  void write() throws IOException {
    files = new NetworkFiles(Files.createDirectories(folder.resolve("saved_model")));
    weights = folder.resolve("saved_model/variables/data");
    Files.createDirectories(weights.getParent());
    Files.writeString(weights, "abc");
    Files.writeString(folder.resolve("saved_model/saved_model.pb"), "");
  }

  /** The digests are those of the standard, FIPS 180-4: of nothing and of "abc". */
  @Test
  void listsEveryFileWithItsDigest() throws IOException {
    assertEquals(
        JsonParser.parseString(
            """
            {"saved_model.pb": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
             "variables/data": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}
            """),
        files.list());
    files.require(folder.resolve("model.json"), tree());
  }

  @Test
  void anotherFileIsNamedAlsoAfterTheRightOneWasSeen() throws IOException {
    JsonObject tree = tree();
    files.require(folder.resolve("model.json"), tree);
    FileTime time = Files.getLastModifiedTime(weights);
    Files.writeString(weights, "abd");
    Files.setLastModifiedTime(weights, FileTime.fromMillis(time.toMillis() + 1));
    refused(tree, weights + " is not the file that was written with " + folder);
    Files.delete(weights);
    refused(tree, weights + " is missing");
  }

  @Test
  void aDescriptionWithoutAListAsksNothing() throws IOException {
    Files.delete(weights);
    files.require(folder.resolve("model.json"), new JsonObject());
  }

  @Test
  void aListThatIsNoneIsDamage() {
    for (String list : new String[] {"3", "null", "[]"})
      refused(listed(list), "model.json is damaged: sha256");
    for (String sum : new String[] {"3", "null", "[]", "{}", "\"\""})
      refused(listed("{\"variables/data\": " + sum + "}"), weights.toString());
    refused(listed("{\"../../etc/passwd\": \"\"}"), "is missing");
  }

  private JsonObject tree() throws IOException {
    JsonObject tree = new JsonObject();
    tree.add("sha256", files.list());
    return tree;
  }

  private static JsonObject listed(String list) {
    return JsonParser.parseString("{\"sha256\": " + list + "}").getAsJsonObject();
  }

  private void refused(JsonObject tree, String words) {
    String sentence =
        assertThrows(
                RobustJException.class, () -> files.require(folder.resolve("model.json"), tree))
            .getMessage();
    assertTrue(sentence.contains(words), sentence);
  }
}
