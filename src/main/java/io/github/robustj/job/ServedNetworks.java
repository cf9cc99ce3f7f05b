package io.github.robustj.job;

import io.github.robustj.data.Normalization;
import io.github.robustj.model.ServedNetwork;
import io.github.robustj.model.ServedNetwork.Fit;
import io.github.robustj.model.ServedNetwork.Output;
import java.util.List;

/** Networks with their normalisation, for other programs. */
public final class ServedNetworks {

  private ServedNetworks() {}

  public static ServedNetwork of(Normalization normalization, int channels, List<Output> outputs) {
    return new ServedNetwork(
        channels,
        Fit.valueOf(normalization.kind().name()),
        normalization.lowerPercentile(),
        normalization.upperPercentile(),
        !normalization.unclipped(),
        normalization.jointly(),
        normalization.offset(),
        normalization.scale(),
        normalization.epsilon(),
        normalization.limits(),
        outputs);
  }
}
