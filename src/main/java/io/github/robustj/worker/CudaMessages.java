package io.github.robustj.worker;

import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What TensorFlow prints about CUDA, in words that say what to do. */
final class CudaMessages {

  /**
   * @param printed a part of TensorFlow's line; the groups are the sentence's places
   */
  private record Translation(Pattern printed, String sentence) {

    Translation(String printed, String sentence) {
      this(Pattern.compile(printed), sentence);
    }

    String of(Matcher found) {
      Object[] groups = new Object[found.groupCount()];
      for (int i = 0; i < groups.length; i++) groups[i] = found.group(i + 1);
      return sentence.formatted(groups);
    }
  }

  private static final List<Translation> TRANSLATIONS =
      List.of(
          new Translation(
              "kernel version (\\S+) does not match DSO version (\\S+)",
              "The NVIDIA driver was updated and is not yet in use (%s runs, %s is installed): restart the machine."),
          new Translation(
              "driver version is insufficient|forward compatibility was attempted",
              "The NVIDIA driver is too old for CUDA 12: install version 525 or newer."),
          new Translation(
              "(?i)could not (?:load|find) dynamic library '([^']+)'",
              "%s was not found: install the engine of the kind gpu again."),
          new Translation(
              "Cannot dlopen some GPU libraries",
              "Libraries of CUDA or cuDNN were not found: install the engine of the kind gpu again."),
          new Translation(
              "Loaded runtime CuDNN library: (\\S+) but source was compiled with: (\\S+)",
              "Another cuDNN (%s) is found before the engine's own, which must be %s: take it out of LD_LIBRARY_PATH."),
          new Translation(
              "CUDA_ERROR_NO_DEVICE",
              "The NVIDIA driver shows no GPU: look with nvidia-smi, and whether CUDA_VISIBLE_DEVICES hides it."),
          new Translation(
              "CUDA_ERROR_OUT_OF_MEMORY",
              "The memory of the GPU is taken by other programs: nvidia-smi lists them."),
          new Translation(
              "CUDA_ERROR_(SYSTEM_NOT_READY|UNKNOWN|NOT_INITIALIZED|COMPAT_NOT_SUPPORTED_ON_DEVICE)",
              "The NVIDIA driver does not start (%s): restart the machine, and install the driver again if that does not help."),
          new Translation(
              "(?:Could not|cannot) find cuda drivers|UNKNOWN ERROR \\(303\\)|driver does not appear to be running",
              "TensorFlow found no NVIDIA driver (libcuda.so.1): install it, and in a container ask for the GPU."));

  private CudaMessages() {}

  /**
   * A sentence for each trouble, in the order of the log; empty if there is none.
   *
   * @param log the text of an engine's log
   */
  static List<String> explain(String log) {
    Set<String> sentences = new LinkedHashSet<>();
    log.lines().forEach(line -> explain(line, sentences));
    return List.copyOf(sentences);
  }

  /**
   * @param log file of a running engine, which may end within a character
   */
  static List<String> explain(Path log) {
    try {
      return explain(new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw ReadFailure.sentence(log, e);
    }
  }

  private static void explain(String line, Set<String> sentences) {
    for (Translation translation : TRANSLATIONS) {
      Matcher found = translation.printed().matcher(line);
      if (!found.find()) continue;
      sentences.add(translation.of(found));
      return;
    }
  }
}
