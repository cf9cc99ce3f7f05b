package io.github.robustj.command;

import io.github.robustj.job.Engine;
import io.github.robustj.testing.JavaNetworks;
import io.github.robustj.worker.Engines;
import java.nio.file.Path;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/**
 * Takes the place of the real engine where a test asks for it: by a system property, because macros
 * run in class loaders of their own.
 */
@Plugin(type = Service.class, priority = Priority.HIGH)
public final class FakeEngineService extends AbstractService implements EngineService {

  /** {@code true}, or {@code network} for real jobs on {@link JavaNetworks}. */
  public static final String PROPERTY = "robustj.test.fake_engine";

  @Override
  public Engine engine() {
    String file = System.getProperty(RecordingEngine.PROPERTY);
    if (file != null) return new RecordingEngine(Path.of(file));
    if ("network".equals(System.getProperty(PROPERTY))) return new JavaNetworks();
    return Boolean.getBoolean(PROPERTY) ? new FakeEngine() : Engines.standard();
  }
}
