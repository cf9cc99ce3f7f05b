package io.github.robustj.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was measured, and how: what somebody needs who measures it again or compares it.
 *
 * @param model name of its folder
 * @param sha256 of the model's files in hexadecimal digits, see {@link
 *     io.github.robustj.packaging.ModelFolder#sha256}
 * @param task of the model, as {@code segmentation}
 * @param data folder of the data set
 * @param checksum of images, targets and regions as the network sees them, in hexadecimal digits:
 *     two evaluations of the same images have the same, wherever these lie
 * @param cases names of those that can be measured, in their order
 * @param options as users type them, with the values that were settled: split, group, seed, attack,
 *     epsilons, unit
 * @param precision of the arithmetic, {@code float32} or {@code mixed}
 * @param device that computed, as users know it
 * @param versions of RobustJ and what it stands on, by name
 * @param date when the evaluation began, ISO 8601 with the offset from UTC
 * @param seconds that it took; without the time between an interruption and its resumption
 */
public record Provenance(
    String model,
    String sha256,
    String task,
    String data,
    String checksum,
    List<String> cases,
    Map<String, String> options,
    String precision,
    String device,
    Map<String, String> versions,
    String date,
    double seconds) {

  /**
   * As a part of an evaluation of more cases, which ran on another machine: with its cases, their
   * checksum, the version of its system, the update of the same Java, and options that name files,
   * which may have other paths there.
   *
   * @param files names of these options
   */
  public Provenance among(Provenance whole, Set<String> files) {
    Map<String, String> its = new LinkedHashMap<>(options);
    its.keySet().removeAll(files);
    whole.options.forEach(
        (name, value) -> {
          if (files.contains(name)) its.put(name, value);
        });
    Map<String, String> all = new TreeMap<>(versions);
    if (whole.versions.containsKey("os")) all.put("os", whole.versions.get("os"));
    all.computeIfPresent("java", (name, own) -> update(own, whole.versions.get(name)));
    return new Provenance(
        model,
        sha256,
        task,
        data,
        whole.checksum,
        whole.cases,
        its,
        precision,
        device,
        all,
        date,
        seconds);
  }

  /** The whole's Java where it is another update of the own one, as 17.0.19 is of 17.0.15. */
  private static String update(String own, String whole) {
    return whole != null && feature(own).equals(feature(whole)) ? whole : own;
  }

  private static String feature(String java) {
    return java.split("[.+-]", 2)[0];
  }

  /** The same evaluation at another time. */
  public Provenance at(String date, double seconds) {
    return new Provenance(
        model, sha256, task, data, checksum, cases, options, precision, device, versions, date,
        seconds);
  }
}
