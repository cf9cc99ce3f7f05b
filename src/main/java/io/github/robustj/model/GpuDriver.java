package io.github.robustj.model;

import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The NVIDIA driver of a Linux machine, as the kernel shows it.
 *
 * @param folder {@code /proc/driver/nvidia}
 */
public record GpuDriver(Path folder) {

  /** As in {@code NVRM version: NVIDIA UNIX x86_64 Kernel Module 550.54.14 Thu Feb ...}. */
  private static final Pattern VERSION = Pattern.compile("Kernel Module.*?\\s(\\d+(?:\\.\\d+)+)");

  private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s+(.*\\S)");

  public static GpuDriver standard() {
    return new GpuDriver(Path.of("/proc/driver/nvidia"));
  }

  public boolean loaded() {
    return Files.isReadable(folder.resolve("version"));
  }

  /** A sentence. */
  public String words() {
    if (!loaded()) return "No NVIDIA driver is loaded.";
    try {
      Matcher version = VERSION.matcher(Files.readString(folder.resolve("version")));
      return version.find()
          ? "The NVIDIA driver is " + version.group(1) + "."
          : "An NVIDIA driver of unknown version is loaded.";
    } catch (IOException e) {
      throw ReadFailure.sentence(folder.resolve("version"), e);
    }
  }

  /** The names of the GPUs, each once, as in {@code NVIDIA H100 80GB HBM3}; empty if not told. */
  public List<String> models() {
    Path gpus = folder.resolve("gpus");
    if (!Files.isDirectory(gpus)) return List.of();
    try (Stream<Path> list = Files.list(gpus)) {
      return list.map(gpu -> gpu.resolve("information"))
          .filter(Files::isReadable)
          .flatMap(GpuDriver::model)
          .distinct()
          .toList();
    } catch (IOException e) {
      throw ReadFailure.sentence(gpus, e);
    }
  }

  private static Stream<String> model(Path information) {
    try {
      Matcher model = MODEL.matcher(Files.readString(information));
      return model.find() ? Stream.of(model.group(1)) : Stream.empty();
    } catch (IOException e) {
      throw ReadFailure.sentence(information, e);
    }
  }
}
