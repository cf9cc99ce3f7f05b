package io.github.robustj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.Attacks;
import io.github.robustj.extension.Entry;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.option.Section;
import io.github.robustj.training.Methods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What ARCHITECTURE says of how many files one touches to add something, held against those that
 * are there: a file that knows one of them by its class or by its name would have to be touched for
 * the next one too.
 */
class AddingTest {

  private static final Path MAIN = Path.of("src/main/java/io/github/robustj");
  private static final Pattern REMARK =
      Pattern.compile("/\\*(?s:.*?)\\*/|(?m:(?:^|;)[ \\t]*//.*$)");
  private static final Pattern IMPORT = Pattern.compile("(?m)^(?:import|package) .*$");
  private static final Pattern TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");

  private static final Pattern COMPARED =
      Pattern.compile("\\.equals\\(\"\\w+\"\\)|\"\\w+\"\\.equals\\(|case (?:\"\\w+\", )*\"\\w+\"");

  /**
   * Files in which such words are their own: what {@code model.json} says, the targets of a task,
   * and what each target is called in a sentence.
   */
  private static final Set<String> OWN_WORDS =
      Set.of("ModelDescription", "Target", "TargetPoints", "TargetMasks");

  /** Each file of main without remarks, and the same without its imports and texts. */
  private static final Map<Path, String> SOURCES = new HashMap<>();

  private static final Map<Path, String> CODE = new HashMap<>();

  /**
   * Files in which a name has nothing to do with the next one: it also means something else, as in
   * the heads of tables; or is about files that earlier versions wrote; or about a command that
   * others have not, as that for thresholds of objects; or shows outlines as objects are shown; or
   * names the one object of a class, {@code INSTANCE}.
   */
  private static final Map<String, Set<String>> ASIDE =
      Map.of(
          "ensemble", Set.of("TemporalEnsembling"),
          "adversarial", Set.of("ContourStyle"),
          "landmark", Set.of("PointFiles"),
          "detection",
              Set.of("ThresholdCommand", "ThresholdDialog", "DialogInputs", "InstanceDisplay"),
          "instance",
              Set.of(
                  "Engine",
                  "Json",
                  "Metadata",
                  "InProcess",
                  "LatexFormat",
                  "NewOmeZarr",
                  "Templates",
                  "Calls",
                  "Request",
                  "Response"),
          "segmentation", Set.of("CocoJson", "CocoOutline", "CocoText"),
          "trades", Set.of("TrainJob"),
          "temporal_ensembling", Set.of("TrainJob"));

  /**
   * One perturbation for all images is found over the images of a job, and margins are what presets
   * and verdicts are about: neither is like the next attack or method.
   */
  private static final Set<String> UNLIKE_OTHERS = Set.of("universal", "adaptive_margin");

  /** How points are drawn and read, which other kinds are in files of their own. */
  private static final Set<String> ABOUT_LANDMARKS =
      Set.of("LandmarkOverlay", "PointFiles", "SampleData", "Prediction");

  /** Those of files; ROIs are also drawn. */
  private static final List<String> FORMATS =
      List.of(
          "Nifti",
          "Tiff",
          "Dicom",
          "Pnm",
          "Rasters",
          "NnUnetLayout",
          "LandmarkTable",
          "TpsFile",
          "CephalometricText",
          "VocXml",
          "CocoJson",
          "YoloText",
          "BoxTable",
          "Unannotated");

  private static final Set<Section> SECTIONS =
      Set.of(Section.SCHEDULE, Section.NETWORK, Section.IMAGES, Section.AUGMENTATION);

  /** Options that also evaluations or all trainings ask for, and common words. */
  private static final Set<String> SHARED =
      Set.of(
          "epochs",
          "batch",
          "seed",
          "learning_rate",
          "width",
          "resolution",
          "pixel_size",
          "group",
          "unannotated",
          "y_origin");

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList())
        if (!file.endsWith("package-info.java"))
          SOURCES.put(MAIN.relativize(file), REMARK.matcher(Files.readString(file)).replaceAll(""));
    }
    SOURCES.forEach(
        (file, source) ->
            CODE.put(file, TEXT.matcher(IMPORT.matcher(source).replaceAll("")).replaceAll("\"\"")));
  }

  @Test
  void anAttackOrAMethod() throws IOException {
    requireAtMost("an attack", Attacks.ALL.all());
    requireAtMost("a training method", Methods.ALL.all());
  }

  /** All that is read or written under one name at its start is one format, as in TiffPage. */
  @Test
  void aFormat() throws IOException {
    for (String format : FORMATS) {
      Set<Path> files = filesThatName(format, format);
      String family = format.replaceFirst("(?<=[a-z])(?:Xml|Json|Text|File)$", "");
      Predicate<Path> own = file -> name(file).startsWith(family);
      assertTrue(files.stream().anyMatch(own), "there is no " + format);
      files.removeIf(own.or(file -> FORMATS.contains(name(file))));
      files.add(Path.of(format));
      requireAtMost("a format", format, files);
    }
  }

  /** Who reads a description, or says where one lies; what it says all may ask. */
  @Test
  void aModelFormat() throws IOException {
    Pattern reads =
        Pattern.compile(
            "\\b(BioimagePackage|StarThresholds)(\\.[a-z]\\w*\\(|::read)|new RenewedPackage");
    Set<Path> files = new TreeSet<>();
    SOURCES.forEach(
        (file, source) -> {
          if (reads.matcher(source).find()) files.add(file);
        });
    files.removeIf(file -> file.startsWith("packaging/bioimage"));
    requireAtMost("a model format", "bioimage", files);
  }

  /**
   * A file outside the task's rooms that imports from one of them, or has its name as a text or as
   * a constant; and the list of the tasks.
   */
  @Test
  void aTask() throws IOException {
    Path list = Path.of("src/main/resources/META-INF/services/io.github.robustj.task.TaskType");
    for (String task : List.of("segmentation", "landmark", "detection", "instance")) {
      Pattern rooms = Pattern.compile("io\\.github\\.robustj\\.(task|display)\\." + task + "\\.");
      Set<Path> files = filesThatName(task, task.toUpperCase(Locale.ROOT));
      SOURCES.forEach(
          (file, source) -> {
            if (rooms.matcher(source).find()) files.add(file);
          });
      files.removeIf(file -> ASIDE.getOrDefault(task, Set.of()).contains(name(file)));
      files.removeIf(file -> file.startsWith("task/" + task) || file.startsWith("display/" + task));
      if (rooms.matcher(Files.readString(list)).find()) files.add(list);
      requireAtMost("a task", task, files);
    }
  }

  /**
   * Beside the files of the task itself, which are those of its kind of annotation, too: what is
   * drawn, seen, asked and minimised. {@code Annotation} and {@code Prediction} hold those that are
   * there; a new one may be of any room, see {@code CodecTest}.
   */
  @Test
  void aKindOfAnnotation() throws IOException {
    Pattern kind =
        Pattern.compile(
            "Annotation\\.Landmarks\\b|Prediction\\.Points\\b|\\bLandmarkQuestion\\b|HEAT_MAPS_AND_OFFSETS");
    Pattern rooms = Pattern.compile("io\\.github\\.robustj\\.(task|display)\\.landmark\\.");
    Set<Path> files = filesThatName("landmark", "LANDMARK");
    SOURCES.forEach(
        (file, source) -> {
          if (kind.matcher(source).find() || rooms.matcher(source).find()) files.add(file);
        });
    files.removeIf(
        file ->
            List.of("task/landmark", "display/landmark", "data").stream().anyMatch(file::startsWith)
                || ABOUT_LANDMARKS.contains(name(file)));
    files.add(Path.of("META-INF/services"));
    requireAtMost("a task", "landmarks as a kind", files);
  }

  /** Of those that reports have; the scores that tasks are judged by are known to more. */
  @Test
  void aMetric() throws IOException {
    Map<String, String> values =
        Map.of(
            "CountError", "countError",
            "MeanIou", "counted\\(\\)\\.iou",
            "VocMatching", "voc07",
            "DetectionScore", "coco\\(\\)");
    for (var metric : values.entrySet()) {
      String type = metric.getKey();
      Set<Path> files = filesThatName(type, "(?:" + type + "\\b|" + metric.getValue() + ")");
      requireAtMost("a metric", type, files);
    }
  }

  /** Of networks, schedules and images; settings that several parts agree on are asked by each. */
  @Test
  void anOption() throws IOException {
    for (Key<?> key : OptionTable.TRAIN) {
      if (!SECTIONS.contains(key.words().section()) || SHARED.contains(key.name())) continue;
      String constant = key.name().toUpperCase(Locale.ROOT);
      requireAtMost(
          "an option",
          key.name(),
          filesThatName(key.name(), "(?:\\w+Table\\.|Key<[\\w<>]+> )", constant));
    }
  }

  /**
   * Outside the file whose own words they are, keys are compared as keys, entries by traits; the
   * targets of a task are what its room offers.
   */
  @Test
  void nobodyComparesNames() {
    Set<String> names = new TreeSet<>();
    for (List<Key<?>> table :
        List.of(
            OptionTable.TRAIN,
            OptionTable.ATTACK,
            OptionTable.ATTACK_IMAGE,
            OptionTable.EVALUATE,
            OptionTable.COMPUTE,
            OptionTable.ENGINE,
            OptionTable.TRAIN_FILES,
            OptionTable.EVALUATE_FILES))
      for (Key<?> key : table) {
        names.add(key.name());
        if (key.allowed() instanceof Allowed.Choice choice) names.addAll(choice.choices());
      }
    // A word of many options and axes.
    names.remove("auto");
    Set<String> compared = new TreeSet<>();
    SOURCES.forEach(
        (file, source) -> {
          if (OWN_WORDS.contains(name(file))) return;
          Matcher text = COMPARED.matcher(source);
          while (text.find()) {
            String word = text.group().replaceAll(".*?\"(\\w+)\".*", "$1");
            if (names.contains(word)) compared.add(file + " compares " + word);
          }
        });
    assertEquals(Set.of(), compared);
  }

  private static void requireAtMost(String kind, List<? extends Entry> entries) throws IOException {
    Set<String> own = entries.stream().map(AddingTest::classOf).collect(Collectors.toSet());
    for (Entry entry : entries) {
      if (UNLIKE_OTHERS.contains(entry.name())) continue;
      Set<Path> files = filesThatName(entry.name(), classOf(entry));
      // Attacks are made of attacks.
      files.removeIf(file -> own.contains(name(file)) && !name(file).equals(classOf(entry)));
      requireAtMost(kind, entry.name(), files);
    }
  }

  private static String classOf(Entry entry) {
    return entry.getClass().getName().replaceFirst(".*\\.", "").replaceFirst("\\$.*", "");
  }

  /** Those that know its class, or its name as a text of its own. */
  private static Set<Path> filesThatName(String name, String type) {
    return filesThatName(name, "", type);
  }

  /**
   * @param before a pattern of what stands before the type
   * @param type a pattern, or a word, which is looked for first: most files do not have it
   */
  private static Set<Path> filesThatName(String name, String before, String type) {
    boolean isWord = type.matches("\\w+");
    Predicate<String> code = Pattern.compile("\\b" + before + type + "(?!\\w)").asPredicate();
    Set<Path> files = new TreeSet<>();
    SOURCES.forEach(
        (file, source) -> {
          String text = CODE.get(file);
          boolean names = (!isWord || text.contains(type)) && code.test(text);
          if (names || source.contains("\"" + name + "\"")) files.add(file);
        });
    files.removeIf(file -> ASIDE.getOrDefault(name, Set.of()).contains(name(file)));
    return files;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static void requireAtMost(String kind, String which, Collection<Path> files)
      throws IOException {
    int stated = stated(kind);
    assertTrue(files.size() <= stated, which + " is named in more than " + stated + ": " + files);
  }

  private static int stated(String kind) throws IOException {
    Pattern row = Pattern.compile("(?m)^\\| " + kind + " \\|\\D*(\\d+) \\|");
    Matcher matcher = row.matcher(Files.readString(Path.of("ARCHITECTURE.md")));
    assertTrue(matcher.find(), "ARCHITECTURE does not say how many files " + kind + " takes");
    return Integer.parseInt(matcher.group(1));
  }
}
