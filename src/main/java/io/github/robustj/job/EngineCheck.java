package io.github.robustj.job;

import io.github.robustj.model.Backend;
import io.github.robustj.model.Device;
import java.util.List;
import java.util.Map;

/** Asks the engine what it is; the first thing to try where something does not work. */
public record EngineCheck() implements Job<EngineCheck.Facts> {

  /**
   * @param versions by the name of the software
   * @param devices that it found
   */
  public record Facts(Map<String, String> versions, List<Device> devices) {}

  @Override
  public Facts run(Backend backend, JobListener listener) {
    listener.progress(0, "asking the engine");
    return new Facts(backend.versions(), backend.devices());
  }
}
