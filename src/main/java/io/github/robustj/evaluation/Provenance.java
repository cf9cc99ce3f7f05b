package io.github.robustj.evaluation;

import java.util.List;
import java.util.Map;

/**
 * What was measured, and how: what somebody needs who measures it again or compares it.
 *
 * @param model its folder
 * @param sha256 of the model's files in hexadecimal digits, see {@link
 *     io.github.robustj.packaging.ModelFolder}
 * @param data folder of the data set
 * @param cases names of those that were measured, in their order
 * @param options as users type them, with their values: split, group, seed, attack, epsilons, unit
 * @param precision of the arithmetic, as {@code float32}
 * @param device that computed, as users know it
 * @param versions of RobustJ and what it stands on, by name
 * @param date when the evaluation began, ISO 8601 with the offset from UTC
 * @param seconds that it took
 */
public record Provenance(
    String model,
    String sha256,
    String data,
    List<String> cases,
    Map<String, String> options,
    String precision,
    String device,
    Map<String, String> versions,
    String date,
    double seconds) {}
