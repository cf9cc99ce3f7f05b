package io.github.robustj.cli;

import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.job.SeamNetwork;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.testing.Discs;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Every verb that a cluster divides, with small data, a small network and four parts. */
enum MatrixVerb {
  MASKS("predict --model EARLIER/segmentation/model --input DATA/volumes", "r"),
  POINTS(
      "predict --model EARLIER/landmark/model --input DATA/heads --measurements"
          + " a=distance(ofd_left,ofd_right)",
      "r"),
  BOXES("predict --model EARLIER/detection/model --input DATA/cells --threshold .2", "r"),
  BLOCKS("predict --model DATA/seams --input DATA/slide.ome.zarr --tile 64 --resume", "r"),
  ATTACK(
      "attack --model EARLIER/segmentation/model --input DATA/volumes --attack pgd --steps 3", "r"),
  EVALUATE(
      "evaluate --model EARLIER/segmentation/model --data DATA/set --epsilons 0,2 --attack pgd"
          + " --steps 3 --checks none",
      "curve.json"),
  COMPARE(
      "compare --data DATA/discs --test DATA/discs --methods standard,adversarial --seeds 4,5"
          + " --epochs 2 --validation 0 --width 2 --depth 2 --steps 2 --attack-steps 3"
          + " --square-queries 5",
      "r");

  private static final Path EARLIER = Path.of("src/test/resources/earlier").toAbsolutePath();
  private static final Path SAMPLES = Path.of("sample-data").toAbsolutePath();

  private final String line;
  private final String out;

  MatrixVerb(String line, String out) {
    this.line = line;
    this.out = out;
  }

  /**
   * @param data that {@link #write} made
   * @param to an own folder
   */
  List<String> line(Path data, Path to, String... more) {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" +"))
      words.add(
          word.replace("EARLIER", EARLIER.toString()).replace("DATA", data.toAbsolutePath() + ""));
    words.addAll(List.of("--out", out(to).toString()));
    words.addAll(List.of(more));
    return words;
  }

  Path out(Path to) {
    return to.resolve(out);
  }

  /** Whether a file is one of what is kept of parts that are finished. */
  static boolean isKept(Path file) {
    return file.toString().matches(".*(\\.part|\\.blocks[/\\\\]\\w+-\\d{6})");
  }

  /** How many files tell of finished parts, while others come and go. */
  static long kept(Path to) throws IOException {
    AtomicLong kept = new AtomicLong();
    Files.walkFileTree(
        to,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes its) {
            if (isKept(file)) kept.incrementAndGet();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return kept.get();
  }

  /** What all verbs read. */
  static void write(Path data) throws IOException {
    several(SAMPLES.resolve("segmentation-hippocampus/test/images"), data.resolve("volumes"), 1);
    several(SAMPLES.resolve("segmentation-hippocampus/test/images"), data.resolve("set/images"), 1);
    several(SAMPLES.resolve("segmentation-hippocampus/test/labels"), data.resolve("set/labels"), 1);
    several(SAMPLES.resolve("landmarks-hc18/test/images"), data.resolve("heads"), 2);
    several(SAMPLES.resolve("detection-bccd/test/images"), data.resolve("cells"), 1);
    Discs.write(data.resolve("discs"), 3);
    SeamNetwork.of("segmentation", 1, 1).slide(data.resolve("slide.ome.zarr"), 150, 130, 4);
    List<LabelClass> classes =
        List.of(new LabelClass(0, "ground"), new LabelClass(1, "disc"), new LabelClass(2, "none"));
    Path model =
        UntrainedModels.model(
            data.resolve("untrained"), new SegmentationQuestion(classes), Normalization.DEFAULT, 8);
    Files.move(model, data.resolve("seams"));
  }

  /** So many copies of every file, under names of their own. */
  private static void several(Path from, Path to, int copies) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> all = Files.list(from)) {
      for (Path file : all.toList())
        for (int i = 0; i < copies; i++) Files.copy(file, to.resolve(i + "_" + file.getFileName()));
    }
  }
}
