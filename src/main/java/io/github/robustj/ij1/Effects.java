package io.github.robustj.ij1;

import io.github.robustj.job.OptionKey;
import io.github.robustj.job.OptionKey.Condition;
import io.github.robustj.job.OptionTable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which options do anything, given what is entered: the steps of an attack, for instance, unless
 * the attack has a single one.
 *
 * @param entered the text of every option by its name
 */
record Effects(List<OptionKey> keys, Function<String, String> entered) {

  /** Whether the option has an effect. */
  boolean has(String name) {
    Condition condition = OptionTable.find(keys, name).condition().orElse(null);
    return condition == null || condition.values().contains(value(condition.key()));
  }

  /** What counts: the entry, or the default where it has no effect. */
  String value(String name) {
    return has(name) ? entered.apply(name) : OptionTable.find(keys, name).standard();
  }

  /**
   * Puts the defaults where entries have no effect: what a hidden or grey field holds from earlier
   * must not stand in the way.
   */
  static void settle(Map<String, String> texts, List<OptionKey> keys) {
    Effects effects = new Effects(keys, Map.copyOf(texts)::get);
    texts.replaceAll((name, text) -> effects.value(name));
  }
}
