package io.github.robustj.ij1;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What calls have written, to be compared. */
final class WrittenFiles {

  private WrittenFiles() {}

  /** What is in the files of a folder that are not hidden, by name. */
  static Map<String, String> in(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && !name.equals("seen")) contents.put(name, content(file));
      }
    }
    return contents;
  }

  /** Pixels of images and entries of archives, not how they were packed; else the text. */
  static String content(Path file) throws IOException {
    String name = file.toString();
    if (name.endsWith(".png") || name.endsWith(".tif"))
      return image(file).getProperty("image pixels");
    if (name.endsWith(".zip")) return entries(file);
    return timeless(Files.readString(file)).replace("cells.tif", "cells");
  }

  /** Without when an evaluation was and how long it took, in its JSON file and its report. */
  private static String timeless(String text) {
    return text.replaceAll("\"date\": \"[^\"]*\"", "\"date\": \"\"")
        .replaceAll("\"seconds\": [0-9.E-]+", "\"seconds\": 0")
        .replaceAll("Measured [-0-9]+ [0-9:]+", "Measured")
        .replaceAll("(<th scope=\"row\">(?:begun|took)</th><td>)[^<]*", "$1");
  }

  /** As {@link Seen} has it, under the name {@code image}. */
  static Properties image(Path file) {
    ImagePlus image = IJ.openImage(file.toString());
    image.setTitle("image");
    Properties seen = new Properties();
    Seen.put(seen, image);
    return seen;
  }

  private static String entries(Path file) throws IOException {
    StringBuilder entries = new StringBuilder();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
        entries.append(entry.getName()).append(' ').append(Arrays.hashCode(zip.readAllBytes()));
    }
    return entries.toString();
  }

  /** The cells of a table, with numbers as Java writes them. */
  static String table(Path csv) throws IOException {
    List<String> rows =
        Files.readAllLines(csv).stream()
            .map(
                row ->
                    String.join(
                        "\t", Stream.of(row.split(",", -1)).map(WrittenFiles::cell).toList()))
            .toList();
    return String.join("\n", rows).replace("cells.tif", "cells");
  }

  private static String cell(String text) {
    try {
      return "" + Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
