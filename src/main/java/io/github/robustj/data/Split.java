package io.github.robustj.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Which cases a network learns from, and which ones are kept aside to choose its weights. */
public record Split(List<CaseFiles> training, List<CaseFiles> validation) {

  /**
   * Draws whole groups for validation, so that no patient is on both sides. The draw depends on the
   * names of the groups and the seed, not on the order of the cases.
   *
   * @param share of the groups, 0 to 1; at least one group is drawn if it is positive and there are
   *     two, and one always stays for training
   */
  public static Split byGroup(List<CaseFiles> cases, double share, long seed) {
    Set<String> names = new TreeSet<>();
    for (CaseFiles c : cases) names.add(c.group());
    List<String> groups = new ArrayList<>(names);
    Collections.shuffle(groups, new Random(seed));
    int wanted = share > 0 ? Math.max(1, (int) Math.round(share * groups.size())) : 0;
    int most = Math.max(0, groups.size() - 1);
    Set<String> drawn = new HashSet<>(groups.subList(0, Math.min(wanted, most)));
    return new Split(
        cases.stream().filter(c -> !drawn.contains(c.group())).toList(),
        cases.stream().filter(c -> drawn.contains(c.group())).toList());
  }
}
