package io.github.robustj.command;

import io.github.robustj.job.Engine;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/** Runs jobs in this JVM. */
@Plugin(type = Service.class)
public final class InProcessEngineService extends AbstractService implements EngineService {

  @Override
  public Engine engine() {
    return Engine.inProcess();
  }
}
