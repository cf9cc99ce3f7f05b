package io.github.robustj.command;

import io.github.robustj.job.Engine;
import io.github.robustj.worker.Engines;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/** Runs jobs where {@link Engines} says; a worker ends with its ImageJ. */
@Plugin(type = Service.class)
public final class StandardEngineService extends AbstractService implements EngineService {

  @Override
  public Engine engine() {
    return Engines.standard();
  }

  @Override
  public void dispose() {
    Engines.stop();
  }
}
