package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.data.Measurement;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.Smoothing;
import io.github.robustj.model.Backend;
import io.github.robustj.option.Key;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.packaging.Version;
import io.github.robustj.statistics.Digits;
import io.github.robustj.task.Target;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.TrainingTable;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an evaluation measures and how, for its provenance. */
final class EvaluatedHow {

  /**
   * Options that name files: what they say to a case is in its checksum, or is settled with the
   * cases.
   */
  static final Set<String> FILES =
      Stream.of(
              OptionTable.SPLIT,
              TrainingTable.GROUP,
              AttackTable.SOURCE_MODEL,
              EvaluationTable.TARGET_MASKS,
              EvaluationTable.REGIONS,
              OptionTable.UNANNOTATED)
          .map(Key::name)
          .collect(Collectors.toUnmodifiableSet());

  private final Map<String, String> options = new LinkedHashMap<>();

  private EvaluatedHow() {}

  /**
   * @param settled the attack with what the task decides
   * @param clock now, at the beginning
   */
  static Provenance of(
      EvaluateJob job, AttackSpec settled, EvaluatedCases cases, Backend backend, Clock clock) {
    return new Provenance(
        job.model().toAbsolutePath().normalize().getFileName().toString(),
        ModelFolder.open(job.model()).sha256(),
        cases.task().name(),
        job.data().toString(),
        cases.checksum(),
        cases.names(),
        options(job, settled),
        backend.isMixedPrecision() ? "mixed" : "float32",
        backend.device(),
        versions(backend),
        OffsetDateTime.now(clock)
            .truncatedTo(ChronoUnit.SECONDS)
            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
        0);
  }

  private static Map<String, String> versions(Backend backend) {
    Map<String, String> versions = new TreeMap<>(backend.versions());
    versions.put(Version.NAME, Version.text());
    versions.put("java", Runtime.version().toString());
    versions.put(
        "os",
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
    return versions;
  }

  /** Those that have an effect, as users type them; files that are not given are left out. */
  static Map<String, String> options(EvaluateJob job, AttackSpec settled) {
    EvaluatedHow how = new EvaluatedHow();
    job.split().ifPresent(split -> how.put(OptionTable.SPLIT, split));
    if (!job.group().isEmpty()) how.put(TrainingTable.GROUP, job.group());
    how.put(TrainingTable.SEED, job.seed());
    how.attack(settled);
    how.put(
        EvaluationTable.EPSILONS,
        job.epsilons().stream().map(Digits::typed).collect(Collectors.joining(",")));
    job.source()
        .ifPresent(
            source -> {
              how.put(AttackTable.SOURCE_MODEL, source);
              how.options.put("source_model_sha256", ModelFolder.open(source).sha256());
            });
    how.aim(job.aim());
    how.put(EvaluationTable.CHECKS, job.checks().label());
    job.certificate().ifPresent(how::certificate);
    if (!job.corruptions().isEmpty())
      how.put(EvaluationTable.CORRUPTIONS, String.join(",", job.corruptions()));
    how.points(job.points());
    job.unannotated().ifPresent(table -> how.put(OptionTable.UNANNOTATED, table));
    return how.options;
  }

  private void attack(AttackSpec attack) {
    put(AttackTable.ATTACK, attack.name());
    put(MethodTable.NORM, attack.norm().name().toLowerCase(Locale.ROOT));
    put(AttackTable.EPSILON_UNIT, attack.unit());
    if (attack.has(Trait.STEPS)) put(AttackTable.STEPS, attack.steps());
    if (attack.has(Trait.STEP_SIZE))
      put(AttackTable.STEP_SIZE, Digits.typed(attack.relativeStep()));
    if (attack.has(Trait.RESTARTS)) put(AttackTable.RESTARTS, attack.restarts());
    put(AttackTable.OBJECTIVE, attack.objective());
    if (attack.has(Trait.TOLERANCE)) put(AttackTable.TOLERANCE, Digits.typed(attack.tolerance()));
  }

  private void aim(EvaluationAim aim) {
    Target target = aim.target();
    if (aim.isTargeted())
      put(AttackTable.TARGET, aim.targetMasks().isPresent() ? "mask" : target.kind());
    aim.targetMasks().ifPresent(masks -> put(EvaluationTable.TARGET_MASKS, masks));
    if (target.isGiven()) {
      put(AttackTable.TARGET_CLASS, target.structure());
      put(AttackTable.TARGET_OTHER, target.other());
      put(AttackTable.TARGET_PIXELS, target.pixels());
      put(AttackTable.TARGET_DISTANCE, Digits.typed(target.move().distance()));
      put(AttackTable.TARGET_DIRECTION, Digits.typed(target.move().degrees()));
    }
    aim.regions().ifPresent(regions -> put(EvaluationTable.REGIONS, regions));
    aim.perturbation()
        .ifPresent(
            image ->
                put(
                    AttackTable.UNIVERSAL_PERTURBATION,
                    "%s, checksum %s".formatted(image.name(), Checksum.of(image))));
  }

  private void certificate(Smoothing smoothing) {
    put(CertificateTable.CERTIFICATE, CertificateTable.SMOOTHING);
    put(CertificateTable.SIGMA, Digits.typed(smoothing.sigma()));
    put(CertificateTable.TAU, Digits.typed(smoothing.tau()));
    put(CertificateTable.SAMPLES, smoothing.samples());
    put(CertificateTable.SELECTION, smoothing.selection());
    put(CertificateTable.ALPHA, Digits.typed(smoothing.alpha()));
  }

  private void points(EvaluateJob.Points points) {
    if (points.equals(EvaluateJob.Points.NONE)) return;
    put(OptionTable.PIXEL_SIZE, Digits.typed(points.pixelSize()));
    put(OptionTable.Y_ORIGIN, points.yOrigin().toString().toLowerCase(Locale.ROOT));
    put(
        EvaluationTable.MEASUREMENTS,
        points.measurements().stream().map(EvaluatedHow::text).collect(Collectors.joining("; ")));
  }

  private static String text(Measurement measurement) {
    return "%s = %s(%s)"
        .formatted(
            measurement.name(),
            measurement.kind().name().toLowerCase(Locale.ROOT),
            String.join(", ", measurement.points()));
  }

  private void put(Key<?> key, Object value) {
    options.put(key.name(), value.toString());
  }
}
