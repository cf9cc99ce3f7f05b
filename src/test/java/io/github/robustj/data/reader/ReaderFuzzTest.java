package io.github.robustj.data.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.data.reader.image.ImageSeeds;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.packaging.ModelFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All readers of files, of images and annotations alike, with files that something happened to:
 * each is read or refused in a sentence, in seconds and with little memory. The seed is fixed, so
 * that what was found is found again; {@code -Drobustj.fuzz.seed=1} takes another.
 */
class ReaderFuzzTest {

  private static final long SEED = Long.getLong("robustj.fuzz.seed", 20_240_607);

  @TempDir Path folder;

  /**
   * @param file that is changed, {@code others} stand beside it: path and content by turns
   */
  private record Entry(
      String file, List<byte[]> seeds, List<String> others, Consumer<Path> reader) {}

  @Test
  void aFewHundredFiles() throws Exception {
    fuzz(400);
  }

  @Tag("slow")
  @Test
  void tenThousandFiles() throws Exception {
    fuzz(10_000);
  }

  private void fuzz(int inputs) throws Exception {
    List<Entry> entries = entries();
    List<Path> roots = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) roots.add(prepared(entries.get(i), i));
    Mutations mutations = new Mutations(SEED);
    ReaderRun run = new ReaderRun();
    int[] ends = new int[ReaderRun.End.values().length];
    long largest = 0;
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      Entry entry = entries.get(i % entries.size());
      Path root = roots.get(i % entries.size());
      byte[] bytes = mutations.of(entry.seeds);
      Files.write(root.resolve(entry.file), bytes);
      ReaderRun.Outcome outcome = run.of(() -> entry.reader.accept(root));
      ends[outcome.end().ordinal()]++;
      largest = Math.max(largest, outcome.bytes());
      boolean raw = outcome.end() == ReaderRun.End.RAW || outcome.end() == ReaderRun.End.HANG;
      if (raw || outcome.bytes() > ReaderRun.BYTES)
        wrong.add(
            "%s, input %d: %s, %d MB, %s%s"
                .formatted(
                    entry.file,
                    i,
                    outcome.end(),
                    outcome.bytes() >> 20,
                    outcome.failure(),
                    where(outcome.failure())));
    }
    System.out.printf(
        "fuzz of %d readers: %d inputs, %d sentences, %d read, %d raw, %d hangs, largest memory %d MB%n",
        entries.size(), inputs, ends[1], ends[0], ends[2], ends[3], largest >> 20);
    assertEquals(List.of(), wrong);
  }

  private static String where(Throwable failure) {
    if (failure == null || failure.getStackTrace().length == 0) return "";
    return " at " + failure.getStackTrace()[0];
  }

  private Path prepared(Entry entry, int number) throws Exception {
    Path root = folder.resolve("reader" + number);
    Files.createDirectories(root.resolve(entry.file).getParent());
    for (int i = 0; i < entry.others.size(); i += 2) {
      Path other = root.resolve(entry.others.get(i));
      Files.createDirectories(other.getParent());
      if (entry.others.get(i).endsWith("png"))
        new FileSaver(new ImagePlus("a", new ByteProcessor(30, 20))).saveAsPng(other.toString());
      else Files.writeString(other, entry.others.get(i + 1));
    }
    return root;
  }

  private static List<Entry> entries() throws Exception {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, List<byte[]>> format : ImageSeeds.all().entrySet()) {
      String file = "image." + format.getKey();
      entries.add(
          new Entry(
              file, format.getValue(), List.of(), root -> ImageReader.read(root.resolve(file))));
      entries.add(
          new Entry(
              file, format.getValue(), List.of(), root -> MaskImages.read(root.resolve(file))));
    }
    for (AnnotationDamageTest.Format format : AnnotationDamageTest.formats().toList()) {
      List<String> others = new ArrayList<>(format.others());
      others.addAll(List.of("images/a.png", ""));
      entries.add(new Entry(format.file(), List.of(format.good()), others, format.reader()));
    }
    entries.add(
        new Entry(
            "split.txt",
            List.of(ascii("[train]\na\n[validation]\nb.png\n# c\n")),
            List.of(),
            ReaderFuzzTest::split));
    entries.add(
        new Entry(
            "model.json",
            List.of(resource("model.json")),
            List.of("saved_model/saved_model.pb", ""),
            ModelFolder::open));
    return entries;
  }

  private static void split(Path root) {
    List<CaseFiles> cases = new ArrayList<>();
    for (String name : List.of("a", "b")) cases.add(new CaseFiles(name, name, List.of(root), root));
    SplitFile.read(
        root.resolve("split.txt"),
        new Dataset(root, cases, Map.of(), Dataset.Patients.GIVEN, List.of()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] resource(String name) throws Exception {
    try (var in = ReaderFuzzTest.class.getResourceAsStream("/fixtures/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
