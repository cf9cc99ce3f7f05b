package io.github.robustj.command;

import ij.ImagePlus;
import io.github.robustj.option.Options;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;

/** Opens a sample image with its annotation. */
abstract class SampleCommand extends JobCommand {

  private final SampleData sample;

  @Parameter(type = ItemIO.OUTPUT, label = "Sample image")
  private ImagePlus image;

  SampleCommand(SampleData sample) {
    this.sample = sample;
  }

  @Override
  public final List<Page> pages() {
    return List.of();
  }

  @Override
  protected final void execute(Options options) {
    image = sample.open();
  }
}
