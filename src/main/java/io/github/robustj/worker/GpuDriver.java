package io.github.robustj.worker;

import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The NVIDIA driver of a Linux machine, as the kernel shows it.
 *
 * @param folder {@code /proc/driver/nvidia}
 */
record GpuDriver(Path folder) {

  /** As in {@code NVRM version: NVIDIA UNIX x86_64 Kernel Module 550.54.14 Thu Feb ...}. */
  private static final Pattern VERSION = Pattern.compile("Kernel Module.*?\\s(\\d+(?:\\.\\d+)+)");

  boolean loaded() {
    return Files.isReadable(folder.resolve("version"));
  }

  /** A sentence. */
  String words() {
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
}
