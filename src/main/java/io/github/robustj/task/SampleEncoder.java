package io.github.robustj.task;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Sample;
import java.util.List;
import java.util.function.Function;

/**
 * Reads cases whose image and annotation come together, and tells what was done to the images.
 *
 * @param reading of a case
 * @param notes which also bring its image to the network's channels
 * @param encoding of the case with that image
 */
public record SampleEncoder(
    Function<CaseFiles, Sample> reading, ReadingNotes notes, Encoding encoding)
    implements AnnotatedCases.Encoder {

  /** How a case is encoded. */
  @FunctionalInterface
  public interface Encoding {

    EncodedCase of(Sample sample, CaseFiles files);
  }

  @Override
  public EncodedCase read(CaseFiles files) {
    Sample sample = reading.apply(files);
    return encoding.of(sample.with(notes.suited(sample.image(), files)), files);
  }

  @Override
  public List<String> warnings() {
    return notes.inWords();
  }
}
