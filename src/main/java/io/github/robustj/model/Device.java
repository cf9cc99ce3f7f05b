package io.github.robustj.model;

/**
 * What does the arithmetic.
 *
 * @param name as in {@code cpu:0} or {@code gpu:0}
 * @param memoryBytes that the library may use there; 0 where it does not tell
 */
public record Device(String name, long memoryBytes) {

  public boolean isGpu() {
    return name.startsWith("gpu");
  }
}
