package io.github.robustj.data.reader;

import io.github.robustj.data.Dataset.Patients;
import io.github.robustj.data.Numbers;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Patients from the names of their images: {@code p03_slice12} and {@code p03_slice13} are taken
 * for two images of {@code p03}. A guess never separates what belongs together by its name, but it
 * may join what does not.
 *
 * @param patients by case; each case itself where the names say nothing
 */
record PatientGuess(Map<String, String> patients, Patients words) {

  /** With fewer, one would take a large part of the images to its side. */
  private static final int FEWEST = 3;

  private static final String OTHER_RULE =
      "the option group, or a file groups.csv in the folder, tells otherwise";

  static PatientGuess of(Collection<String> names) {
    Map<String, String> patients = new HashMap<>();
    for (String name : new TreeSet<>(names)) patients.put(name, patient(name).orElse(name));
    Map<String, Integer> sizes = new TreeMap<>();
    patients.values().forEach(patient -> sizes.merge(patient, 1, Integer::sum));
    boolean telling = sizes.size() >= FEWEST && sizes.size() < patients.size();
    if (telling) return new PatientGuess(patients, new Patients(true, words(patients, sizes)));
    names.forEach(name -> patients.put(name, name));
    String own = "every image counts as a patient of its own; " + OTHER_RULE;
    return new PatientGuess(patients, new Patients(false, own));
  }

  private static String words(Map<String, String> patients, Map<String, Integer> sizes) {
    String largest = sizes.keySet().stream().max((a, b) -> sizes.get(a) - sizes.get(b)).get();
    String example =
        new TreeSet<>(patients.keySet())
            .stream().filter(name -> patients.get(name).equals(largest)).findFirst().get();
    return "patients guessed from the names: %d in %d images, so that %s is one of %d of %s; %s"
        .formatted(sizes.size(), patients.size(), example, sizes.get(largest), largest, OTHER_RULE);
  }

  /**
   * What stands before the last part of a name, if that part is a counter and this has a number.
   */
  private static Optional<String> patient(String name) {
    int end =
        Math.max(Math.max(name.lastIndexOf('_'), name.lastIndexOf('-')), name.lastIndexOf(' '));
    if (end < 1) return Optional.empty();
    String last = name.substring(end + 1);
    String number = last.substring(letters(last));
    String patient = name.substring(0, end);
    boolean counted = Numbers.whole(number).isPresent();
    boolean numbered = patient.chars().anyMatch(c -> c >= '0' && c <= '9');
    return counted && numbered ? Optional.of(patient) : Optional.empty();
  }

  /** How many letters a text begins with. */
  private static int letters(String text) {
    int i = 0;
    while (i < text.length() && Character.isLetter(text.charAt(i))) i++;
    return i;
  }
}
