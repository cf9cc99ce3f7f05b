package io.github.robustj.model;

/**
 * The memory of the device does not suffice for what the network was given at once. Less may fit:
 * whoever knows the size of batches and tiles tries that, or tells the user.
 */
public final class OutOfMemoryException extends RuntimeException {

  /**
   * @param message of the library
   */
  public OutOfMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
