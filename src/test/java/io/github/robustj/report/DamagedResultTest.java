package io.github.robustj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Certificate;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.Smoothing;
import io.github.robustj.evaluation.WorstCase;
import io.github.robustj.packaging.EvaluationJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results that somebody has edited: a report, or a sentence that names the file. */
class DamagedResultTest {

  /** What stands in place of a part; nothing where it is taken out. */
  private static final List<Optional<JsonElement>> INSTEAD =
      List.of(
          Optional.empty(),
          Optional.of(JsonNull.INSTANCE),
          Optional.of(new JsonPrimitive("<b>x</b>")),
          Optional.of(new JsonPrimitive(1e300)),
          Optional.of(new JsonPrimitive(-1)),
          Optional.of(new JsonArray()),
          Optional.of(new JsonObject()));

  @TempDir Path folder;

  private Path file;
  private String whole;

  /** A result that has all that one can have. */
  @BeforeEach
  void write() throws IOException {
    Evaluation corrupted =
        ReportExample.two()
            .get(0)
            .evaluation()
            .with(ReportExample.corrupted().get(0).evaluation().corruptions().orElseThrow());
    String name = corrupted.curve().points().get(0).cases().get(0).name();
    Map<String, Double> dice = Map.of("anterior", .5);
    Certificate certificate =
        new Certificate(
            new Smoothing(.25, 10, 100, .001, .75),
            .169,
            List.of(new Certificate.OfCase(name, dice, dice, .9, .8)),
            Optional.empty());
    file = folder.resolve("result.json");
    EvaluationJson.write(
        file,
        corrupted
            .with(Optional.of(certificate))
            .showing(List.of(new WorstCase(name, 3, 9, 10, .8, .2, Optional.empty()))));
    whole = Files.readString(file);
  }

  private String report() {
    return Report.of(List.of(new Subject("model", EvaluationJson.read(file)))).html();
  }

  @Test
  void anyPartMayBeMissingOrSomethingElse() throws IOException {
    Map<String, String> wrong = new LinkedHashMap<>();
    int turn = 0;
    for (List<Object> place : places(JsonParser.parseString(whole), List.of()))
      // Taken out, and by turns one of the others: all of each would take a minute.
      for (Optional<JsonElement> instead :
          List.of(INSTEAD.get(0), INSTEAD.get(1 + turn++ % (INSTEAD.size() - 1)))) {
        Files.writeString(file, damaged(place, instead));
        try {
          assertTrue(!report().contains("<b>x</b>"), "unescaped");
        } catch (RobustJException told) {
          assertTrue(told.getMessage().contains(file.toString()), told.getMessage());
        } catch (RuntimeException | AssertionError e) {
          wrong.put(place + " = " + instead, e.toString());
        }
      }
    assertEquals(Map.of(), wrong);
  }

  /** Of lists the first element alone: others are alike. */
  private static List<List<Object>> places(JsonElement tree, List<Object> here) {
    List<List<Object>> places = new ArrayList<>();
    if (!here.isEmpty()) places.add(here);
    if (tree instanceof JsonObject object)
      object.asMap().forEach((key, value) -> places.addAll(places(value, and(here, key))));
    if (tree instanceof JsonArray array && !array.isEmpty())
      places.addAll(places(array.get(0), and(here, 0)));
    return places;
  }

  private static List<Object> and(List<Object> path, Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  private String damaged(List<Object> place, Optional<JsonElement> instead) {
    JsonElement tree = JsonParser.parseString(whole);
    JsonElement at = tree;
    for (Object step : place.subList(0, place.size() - 1))
      at = step instanceof String key ? at.getAsJsonObject().get(key) : at.getAsJsonArray().get(0);
    Object last = place.get(place.size() - 1);
    if (last instanceof String key) {
      at.getAsJsonObject().remove(key);
      if (instead.isPresent()) at.getAsJsonObject().add(key, instead.get());
    } else if (instead.isPresent()) at.getAsJsonArray().set(0, instead.get());
    else at.getAsJsonArray().remove(0);
    return tree.toString();
  }

  private static List<Object> place(String path) {
    List<Object> place = new ArrayList<>();
    for (String step : path.split("\\.")) place.add(step.equals("0") ? (Object) 0 : step);
    return place;
  }

  /** The sentence says where to look. */
  @ParameterizedTest
  @CsvSource({
    "points.0.epsilon, it lacks points[0].epsilon",
    "points.0.cases.0.name, it lacks points[0].cases[0].name",
    "provenance.options, it lacks provenance.options",
    "summary.means.0, its summary does not have the Dice of all at each epsilon",
    "certificate.smoothing.tau, it lacks certificate.smoothing.tau"
  })
  void whatIsMissingIsNamed(String path, String words) throws IOException {
    Files.writeString(file, damaged(place(path), Optional.empty()));
    String message = assertThrows(RobustJException.class, this::report).getMessage();
    assertTrue(message.contains(words), message);
  }

  @ParameterizedTest
  @CsvSource({
    "points.0.epsilon, 1e999, epsilons are not rising",
    "points.0.epsilon, 7, epsilons are not rising",
    "points.0.cases.0.name, 7, cases are not the same",
    "points.0.cases.0.scores.anterior, 1.5, no Dice can be 1.5",
    "corruptions.corrupted.0.severity, 6, severity",
    "certificate.radius, -1, certified radius is -1.0",
    "certificate.cases.0.certified, 1.5, share"
  })
  void whatCannotBeTrueIsNamed(String path, String value, String words) throws IOException {
    Files.writeString(file, damaged(place(path), Optional.of(JsonParser.parseString(value))));
    String message = assertThrows(RobustJException.class, this::report).getMessage();
    assertTrue(message.contains(words), message);
  }
}
