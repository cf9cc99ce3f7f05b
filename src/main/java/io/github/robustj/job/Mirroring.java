package io.github.robustj.job;

import io.github.robustj.data.Augmentation;
import io.github.robustj.data.MirrorPairs;
import io.github.robustj.task.Task;
import io.github.robustj.training.MethodType.Trait;

/**
 * How training images are mirrored: those with landmarks only where it is known which of them
 * change sides.
 *
 * @param pairs of landmarks that change sides
 * @param augmentation what the options ask for, without mirroring where it would be wrong
 */
record Mirroring(MirrorPairs pairs, Augmentation augmentation) {

  static Mirroring of(Task<?> task, TrainOptions options, JobListener listener) {
    ImageOptions images = options.images();
    Augmentation wanted = images.augmentation();
    if (task.sides().isEmpty() || !wanted.flip()) return new Mirroring(MirrorPairs.NONE, wanted);
    if (options.method().type().has(Trait.KEEPS_MAPS)) {
      listener.log(
          "Training images are not mirrored, since %s keeps a map of each landmark."
              .formatted(options.method().name().replace('_', ' ')));
      return new Mirroring(MirrorPairs.NONE, wanted.withoutFlip());
    }
    MirrorPairs pairs =
        images.mirrorPairs().isBlank()
            ? MirrorPairs.byName(task.sides())
            : MirrorPairs.parse(images.mirrorPairs(), task.sides());
    if (!pairs.isEmpty()) return new Mirroring(pairs, wanted);
    listener.log(
        "Training images are not mirrored, since no landmarks are named left and right; the option"
            + " mirror_pairs tells which change sides.");
    return new Mirroring(pairs, wanted.withoutFlip());
  }
}
