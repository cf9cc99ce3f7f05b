package io.github.robustj.command;

import io.github.robustj.job.Engine;
import org.scijava.service.SciJavaService;

/** Where the commands run their jobs. A service of higher priority may offer another engine. */
public interface EngineService extends SciJavaService {

  Engine engine();
}
