package io.github.robustj.job;

import static io.github.robustj.option.Keys.form;
import static io.github.robustj.option.Keys.text;

import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.option.Section;
import io.github.robustj.parts.Shard;
import java.util.List;
import java.util.Optional;

/** The options of how the work of a command is divided among processes. */
public final class DivisionTable {

  private DivisionTable() {}

  public static final Key<Optional<Shard>> SHARD =
      form(
              Section.COMPUTATION,
              "shard",
              new Allowed.Form(
                  "|" + Shard.FORM, "I/N, as 2/8 for the second of eight shares of the work"),
              "")
          .as(Shard::parse)
          .help(
              "share of the work, as 2/8, that this process does; its parts are kept, and robustj merge makes results of all");

  public static final Key<Optional<String>> CLUSTER =
      text(Section.COMPUTATION, "cluster")
          .as(typed -> Optional.of(typed.strip()).filter(master -> !master.isEmpty()))
          .help(
              "Spark master that does the work in parts, as local[4] or spark://HOST:7077; needs the Spark jar of RobustJ");

  /** Of commands whose work can be divided. */
  public static final List<Key<?>> ALL = List.of(SHARD, CLUSTER);
}
