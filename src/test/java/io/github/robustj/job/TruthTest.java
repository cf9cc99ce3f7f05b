package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attack reads points with the origin that a training of the same file has. */
class TruthTest {

  private static final List<Key<?>> KEYS = List.of(OptionTable.LABEL, OptionTable.Y_ORIGIN);

  private final Image image =
      ImagePlusConverter.toImage(new ImagePlus("a", new ByteProcessor(64, 48)));

  @TempDir Path folder;

  @Test
  void yIsCountedFromTheEdgeThatIsSaid() throws IOException {
    Path table = Files.writeString(folder.resolve("p.csv"), "name,x,y\nn,5,7\n");
    assertEquals(Landmark.at(5, 7), point(table, "automatic"));
    assertEquals(Landmark.at(5, 40), point(table, "bottom"));
    Path tps = Files.writeString(folder.resolve("p.tps"), "LM=1\n5 7\nIMAGE=a.png\n");
    assertEquals(Landmark.at(5, 40), point(tps, "automatic"));
    assertEquals(Landmark.at(5, 7), point(tps, "top"));
  }

  @Test
  void anOriginWithoutPointsIsNamed() {
    assertEquals(Optional.empty(), truth(Map.of()));
    String sentence =
        assertThrows(RobustJException.class, () -> truth(Map.of("y_origin", "bottom")))
            .getMessage();
    assertTrue(sentence.contains("y_origin") && sentence.contains("label"), sentence);
  }

  private Landmark point(Path file, String origin) {
    Map<String, String> given = new HashMap<>(Map.of("y_origin", origin));
    given.put("label", file.toString());
    return truth(given).orElseThrow().slices().get(0).values().iterator().next();
  }

  private Optional<Landmarks> truth(Map<String, String> given) {
    return Truth.of(ModelTask.named("landmark"), Options.of(given, KEYS), image)
        .map(Landmarks.class::cast);
  }
}
