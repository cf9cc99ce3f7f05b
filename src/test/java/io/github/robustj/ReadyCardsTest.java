package io.github.robustj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.ready.ReadyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The cards of the ready models in {@code docs/models.md} against the models: the commands are
 * those that {@code model.json} tells, the tables are made of it and of what {@code robustj
 * evaluate} said.
 *
 * <p>After another model has been put into the jar: evaluate it into {@code SCORES/NAME.json}
 * (others keep their scores), run {@code mvn test -Dtest=ReadyCardsTest -Drobustj.pages=write
 * -Drobustj.scores=SCORES}, which writes scores and tables, then {@code src/build/ready-models}.
 */
class ReadyCardsTest {

  private static final Path PAGE = Path.of("docs/models.md");
  private static final Path CARDS = Path.of("src/main/resources/io/github/robustj/ready");
  private static final Path SCORES = Path.of("src/test/resources/ready-scores.csv");
  private static final String HEAD = "model,sha256,score,epsilon,mean,low,high,cases";
  private static final boolean WRITE = "write".equals(System.getProperty("robustj.pages"));

  private static final Map<String, String> SECTIONS =
      new TreeMap<>(
          Map.of(
              "hippocampus",
              "Hippocampus",
              "fetal-head",
              "Fetal head",
              "blood-cells",
              "Blood cells"));

  @Test
  void theTablesAreThoseOfTheModels() throws IOException {
    if (System.getProperty("robustj.scores") != null)
      takeScores(Path.of(System.getProperty("robustj.scores")));
    String page = Files.readString(PAGE);
    String made = page;
    for (Map.Entry<String, String> section : SECTIONS.entrySet()) {
      if (names(section.getKey()).isEmpty()) continue;
      Pattern place =
          Pattern.compile(
              "(?s)(## " + section.getValue() + "\n.*?<!-- table -->\n).*?(?=\n## |\\z)");
      Matcher table = place.matcher(made);
      assertTrue(table.find(), section.getValue());
      made = table.replaceFirst("$1" + Matcher.quoteReplacement(table(section.getKey())));
    }
    if (WRITE) Files.writeString(PAGE, made);
    else assertEquals(made, page, "run src/build/ready-models after -Drobustj.pages=write");
  }

  @Test
  void theScoresAreOfTheseModels() throws IOException {
    for (Map.Entry<String, List<String[]>> scores : scores().entrySet())
      for (String[] row : scores.getValue())
        assertEquals(
            ModelFolder.open(ReadyModels.folder(scores.getKey())).sha256(), row[1], row[0]);
  }

  /** What was typed is what the model says of its training. */
  @Test
  void theCommandsAreThoseOfTheModels() throws IOException {
    String page = Files.readString(PAGE);
    for (String name : ReadyModels.names()) {
      Matcher line = Pattern.compile("(?m)^robustj train (.*) --out " + name + "$").matcher(page);
      assertTrue(line.find(), name);
      Map<String, Object> said = description(name).training().options();
      Matcher option = Pattern.compile("--([a-z-]+) (\\S+)").matcher(line.group(1));
      List<String> given = new ArrayList<>();
      while (option.find()) {
        String key = option.group(1).replace('-', '_');
        if (List.of("data", "split").contains(key)) continue;
        given.add(key);
        Key<?> known = OptionTable.find(OptionTable.TRAIN, key);
        assertEquals(known.parse(option.group(2)), known.parse(said.get(key)), name + ", " + key);
      }
      assertTrue(given.contains("seed"), line.group());
      boolean robust = "adaptive_margin".equals(said.get("method"));
      assertEquals(robust, name.endsWith("-robust"));
    }
  }

  /** What is beside a model is its section of the page. */
  @Test
  void everyModelHasItsCard() throws IOException {
    String page = Files.readString(PAGE);
    assertTrue(page.contains("**Not for diagnosis.**"));
    for (String name : ReadyModels.names()) {
      String card = Files.readString(CARDS.resolve(name).resolve("card.md"));
      String title = SECTIONS.get(name.replaceFirst("-[a-z]+$", ""));
      assertTrue(card.startsWith("## " + title + "\n") && page.contains(card), name);
      assertTrue(card.contains("not for diagnosis"), name);
    }
  }

  private static ModelDescription description(String name) {
    return ModelFolder.open(ReadyModels.folder(name)).description();
  }

  private static List<String> names(String task) {
    return ReadyModels.names().stream().filter(name -> name.startsWith(task + "-")).toList();
  }

  /** A row for each fact and each score, a column for each model that is there. */
  private static String table(String task) throws IOException {
    List<String> names = names(task);
    Map<String, List<String>> rows = new LinkedHashMap<>();
    Map<String, List<String[]>> scores = scores();
    boolean measured = scores.keySet().containsAll(names);
    for (String name : names) {
      facts(name)
          .forEach((row, value) -> rows.computeIfAbsent(row, r -> new ArrayList<>()).add(value));
      for (String[] row : measured ? scores.get(name) : List.<String[]>of())
        rows.computeIfAbsent(label(row), r -> new ArrayList<>()).add(estimate(row));
    }
    StringBuilder table = new StringBuilder("\n| | `" + String.join("` | `", names) + "` |\n|---|");
    table.append("---|".repeat(names.size())).append('\n');
    rows.forEach(
        (row, values) ->
            table
                .append("| ")
                .append(row)
                .append(" | ")
                .append(String.join(" | ", values))
                .append(" |\n"));
    return table + "\nA demonstration, not for diagnosis.\n";
  }

  private static Map<String, String> facts(String name) throws IOException {
    ModelDescription model = description(name);
    Map<String, Object> options = model.training().options();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "cases learned from, and others that chose the epoch",
        model.training().cases().training().size()
            + ", "
            + model.training().cases().validation().size());
    facts.put(
        "epochs, seed",
        String.format(
            Locale.ROOT, "%.0f, %.0f", number(options, "epochs"), number(options, "seed")));
    facts.put("width, depth", model.network().width() + ", " + model.network().depth());
    Path weights =
        CARDS.resolve(name).resolve("saved_model/variables/variables.data-00000-of-00001");
    facts.put(
        "size of the weights", String.format(Locale.ROOT, "%.1f MB", Files.size(weights) / 1e6));
    return facts;
  }

  private static double number(Map<String, Object> options, String key) {
    return ((Number) options.get(key)).doubleValue();
  }

  private static String label(String[] row) {
    double epsilon = Double.parseDouble(row[3]);
    String when = epsilon == 0 ? "clean" : "epsilon " + row[3].replaceFirst("\\.0$", "");
    return row[2] + " of " + row[7] + " cases, " + when;
  }

  private static String estimate(String[] row) {
    return String.format(
        Locale.ROOT,
        "%.2f [%.2f, %.2f]",
        Double.parseDouble(row[4]),
        Double.parseDouble(row[5]),
        Double.parseDouble(row[6]));
  }

  private static Map<String, List<String[]>> scores() throws IOException {
    Map<String, List<String[]>> all = new LinkedHashMap<>();
    if (!Files.exists(SCORES)) return all;
    List<String> lines = Files.readAllLines(SCORES);
    assertEquals(HEAD, lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split(",");
      all.computeIfAbsent(row[0], name -> new ArrayList<>()).add(row);
    }
    return all;
  }

  /** Of all classes together, from the evaluations that are there. */
  private static void takeScores(Path folder) throws IOException {
    StringBuilder csv = new StringBuilder(HEAD + "\n");
    for (String name : ReadyModels.names()) {
      Path file = folder.resolve(name + ".json");
      if (!Files.exists(file)) {
        for (String[] row : scores().getOrDefault(name, List.of()))
          csv.append(String.join(",", row)).append('\n');
        continue;
      }
      JsonObject all = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      String score = all.get("score").getAsString();
      String sha256 = all.getAsJsonObject("provenance").get("sha256").getAsString();
      for (JsonElement each : all.getAsJsonObject("summary").getAsJsonArray("means")) {
        JsonObject mean = each.getAsJsonObject();
        boolean whole = mean.get("class_name").getAsString().equals("all");
        // The area under the curve has no epsilon.
        boolean one = whole && !mean.get("epsilon").isJsonNull();
        if (!one || !mean.get("metric").getAsString().equals(score)) continue;
        List<String> row = new ArrayList<>(List.of(name, sha256, score));
        for (String key : List.of("epsilon", "mean", "low", "high", "cases"))
          row.add(mean.get(key).getAsString());
        csv.append(String.join(",", row)).append('\n');
      }
    }
    Files.writeString(SCORES, csv.toString());
  }
}
