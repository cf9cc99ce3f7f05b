package io.github.robustj.job;

import io.github.robustj.data.Augmentation;
import io.github.robustj.data.MirrorPairs;
import io.github.robustj.option.Options;
import io.github.robustj.task.Task;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.MethodType.Trait;
import io.github.robustj.training.Methods;

/**
 * How training images are mirrored: those with landmarks only where it is known which of them
 * change sides.
 *
 * @param pairs of landmarks that change sides
 * @param augmentation what the options ask for, without mirroring where it would be wrong
 */
record Mirroring(MirrorPairs pairs, Augmentation augmentation) {

  static Mirroring of(Task<?> task, Options options, JobListener listener) {
    Augmentation wanted = ImageOptions.augmentation(options);
    String given = ImageOptions.mirrorPairs(options);
    if (task.sides().isEmpty() || !wanted.flip()) return new Mirroring(MirrorPairs.NONE, wanted);
    if (Methods.in(options).has(Trait.KEEPS_MAPS)) {
      listener.log(
          "Training images are not mirrored, since %s keeps a map of each landmark."
              .formatted(options.get(MethodTable.METHOD).replace('_', ' ')));
      return new Mirroring(MirrorPairs.NONE, wanted.withoutFlip());
    }
    MirrorPairs pairs =
        given.isBlank() ? MirrorPairs.byName(task.sides()) : MirrorPairs.parse(given, task.sides());
    if (!pairs.isEmpty()) return new Mirroring(pairs, wanted);
    listener.log(
        "Training images are not mirrored, since no landmarks are named left and right; the option"
            + " mirror_pairs tells which change sides.");
    return new Mirroring(pairs, wanted.withoutFlip());
  }
}
