package io.github.robustj.zarr;

import java.io.IOException;

/** Why stored bytes are not a chunk, as a clause: "its checksum is wrong". */
final class CodecException extends IOException {

  private static final long serialVersionUID = 1;

  CodecException(String clause) {
    super(clause);
  }

  CodecException(String clause, Throwable cause) {
    super(clause, cause);
  }

  static CodecException tooLarge(long most) {
    return new CodecException("it unpacks to more than the %d bytes of its chunk".formatted(most));
  }
}
