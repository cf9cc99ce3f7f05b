package io.github.robustj.data;

/**
 * An annotated case.
 *
 * @param group the patient or subject; cases of one group never stand on both sides of a split
 */
public record Sample(String name, String group, Image image, Annotation annotation) {

  /** The same with another image. */
  public Sample with(Image other) {
    return new Sample(name, group, other, annotation);
  }
}
