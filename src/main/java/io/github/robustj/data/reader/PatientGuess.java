package io.github.robustj.data.reader;

import io.github.robustj.data.Dataset.Patients;
import io.github.robustj.data.Numbers;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Patients from the names of their images: {@code p03_slice12} and {@code p03_slice13} are taken
 * for two images of {@code p03}, and so are {@code p03_t1_z4} and {@code p03_t2_z4}, or in the
 * names of BIDS {@code sub-03_ses-01_T1w} and {@code sub-03_ses-02_T1w}. A guess never separates
 * what belongs together by its name, but it may join what does not.
 *
 * @param patients by case; each case itself where the names say nothing
 */
public record PatientGuess(Map<String, String> patients, Patients words) {

  /** With fewer, one would take a large part of the images to its side. */
  private static final int FEWEST = 3;

  /** How BIDS begins all names. */
  private static final Pattern SUBJECT = Pattern.compile("^sub-[A-Za-z0-9]++(?=_|$)");

  /** A part that says what it counts: {@code _t1}, {@code _ses-02}. */
  private static final Pattern PART = Pattern.compile("[_ -][A-Za-z]+-?[0-9]+$");

  private static final String OTHER_RULE =
      "the option group, or a file groups.csv in the folder, tells otherwise";

  static PatientGuess of(Collection<String> names) {
    Map<String, String> patients = new HashMap<>();
    for (UnaryOperator<String> rule :
        List.<UnaryOperator<String>>of(PatientGuess::whole, PatientGuess::counted)) {
      for (String name : new TreeSet<>(names)) patients.put(name, rule.apply(name));
      Map<String, Integer> sizes = new TreeMap<>();
      patients.values().forEach(patient -> sizes.merge(patient, 1, Integer::sum));
      boolean telling = sizes.size() >= FEWEST && sizes.size() < patients.size();
      if (telling) return new PatientGuess(patients, new Patients(true, words(patients, sizes)));
    }
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

  /** Without all that counts inside a patient: sessions, times, places, slices. */
  private static String whole(String name) {
    Matcher subject = SUBJECT.matcher(name);
    if (subject.find()) return subject.group();
    String patient = counted(name);
    if (patient.equals(name)) return name;
    for (Matcher part = PART.matcher(patient); part.find(); part = PART.matcher(patient)) {
      String before = patient.substring(0, part.start());
      if (!hasNumber(before)) break;
      patient = before;
    }
    return patient;
  }

  /** Without the counter at its end; the name itself where there is none. */
  private static String counted(String name) {
    return patient(name).orElse(name);
  }

  private static boolean hasNumber(String text) {
    return text.chars().anyMatch(c -> c >= '0' && c <= '9');
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
    return counted && hasNumber(patient) ? Optional.of(patient) : Optional.empty();
  }

  /** How many letters a text begins with. */
  private static int letters(String text) {
    int i = 0;
    while (i < text.length() && Character.isLetter(text.charAt(i))) i++;
    return i;
  }
}
