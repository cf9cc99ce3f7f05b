package io.github.robustj.job;

import static io.github.robustj.option.Keys.choice;
import static io.github.robustj.option.Keys.decimal;
import static io.github.robustj.option.Keys.flag;
import static io.github.robustj.option.Keys.form;
import static io.github.robustj.option.Keys.text;
import static io.github.robustj.option.Keys.whole;

import io.github.robustj.model.Compute.Precision;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The options of what jobs compute on, and of which engine is installed for it. */
public final class ComputationTable {

  private ComputationTable() {}

  public static final Key<String> DEVICE =
      form(
              Section.COMPUTATION,
              "device",
              new Allowed.Form(
                  "auto|gpus|cpu(,cpu)*|gpu(:\\d{1,3})?|gpu:\\d{1,3}(,gpu:\\d{1,3})+",
                  "auto, cpu, gpu or gpu:n with the number of a GPU; of a training also several, as gpu:0,gpu:1, or gpus for all"),
              "auto")
          .label("Compute on (auto, cpu, gpu or gpu:1 ...)")
          .help("what computes; auto is the first GPU if there is one, else the CPU")
          .common();

  /** Of a training. */
  public static final Key<List<String>> WORKERS =
      text(Section.COMPUTATION, "workers")
          .as(ComputationTable::addresses)
          .label("Machines that compute (host:port, separated by commas)")
          .help(
              "machines that train together, as host1:2222,host2:2222, each with 'robustj serve'; empty for this one alone");

  public static final Key<Double> GPU_MEMORY =
      decimal(Section.COMPUTATION, "gpu_memory", Range.of(0, 1e7), "0")
          .label("Limit of GPU memory, share or MiB (0: none)")
          .help(
              "most memory of the GPU to take, up to 1 as a share, above in MiB; 0 is as much as is needed");

  /** In which convolutions multiply. */
  public static final Key<Precision> PRECISION =
      choice(
              Section.COMPUTATION,
              "precision",
              "float32",
              "float32",
              "mixed=mixed (bfloat16 and float32)",
              "auto=auto (mixed where it is faster)")
          .as(name -> Precision.valueOf(name.toUpperCase(Locale.ROOT)))
          .label("Arithmetic of convolutions")
          .help(
              "arithmetic of convolutions; mixed is bfloat16, with weights in float32; auto is mixed where a trial shows it faster");

  /** Whether on a GPU. */
  public static final Key<Boolean> KIND =
      choice(Section.ENGINE, "kind", "cpu", "cpu=CPU", "gpu=NVIDIA GPU")
          .as("gpu"::equals)
          .help("what the engine computes on")
          .common();

  public static final Key<String> FROM =
      text(Section.ENGINE, "from")
          .help(
              "address of a Maven repository, or a folder or zip with the engine's files; empty for Maven Central")
          .common();

  /** Of every job: the keys of {@link ComputeOptions#from}. */
  public static final List<Key<?>> ALL = List.of(DEVICE, GPU_MEMORY, PRECISION);

  /** Of a training, which several devices and machines can share. */
  public static final List<Key<?>> TRAINING = List.of(DEVICE, GPU_MEMORY, PRECISION, WORKERS);

  public static final Key<Integer> PORT =
      whole(Section.COMPUTATION, "port", Range.of(1, 65_535), "2222")
          .help("port of this machine that trainings of other machines use")
          .common();
  public static final Key<Boolean> TRUSTED_NETWORK =
      flag(Section.COMPUTATION, "trusted_network", "false")
          .help(
              "serve, although everybody who reaches the port can run programs as you: TensorFlow asks for no password")
          .common();

  /** Of a machine that computes for trainings of others, which settle the precision. */
  public static final List<Key<?>> SERVE = List.of(PORT, TRUSTED_NETWORK, DEVICE, GPU_MEMORY);

  private static List<String> addresses(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(a -> !a.isEmpty()).toList();
  }
}
