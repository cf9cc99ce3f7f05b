package io.github.robustj.job;

import io.github.robustj.model.Backend;
import io.github.robustj.model.Backend.Device;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    Map<String, String> versions = new TreeMap<>(backend.versions());
    versions.put("Java", System.getProperty("java.version"));
    return new Facts(versions, backend.devices());
  }
}
