package io.github.robustj.omezarr;

import com.google.gson.JsonObject;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;

/**
 * An axis of an OME-Zarr image.
 *
 * @param unit as the file has it; empty for none
 */
record Axis(Kind kind, String unit) {

  enum Kind {
    X,
    Y,
    CHANNEL,
    Z,
    TIME
  }

  static Axis of(Metadata metadata, JsonObject json) {
    String name = metadata.text(json, "name");
    String type = metadata.text(json, "type", "");
    Kind kind =
        switch (name) {
          case "x" -> Kind.X;
          case "y" -> Kind.Y;
          case "z" -> Kind.Z;
          case "c" -> Kind.CHANNEL;
          case "t" -> Kind.TIME;
          default ->
              switch (type) {
                case "channel" -> Kind.CHANNEL;
                case "time" -> Kind.TIME;
                default ->
                    throw new RobustJException(
                        "%s has the axis \"%s\", but only t, c, z, y and x are known; write the image again without it."
                            .formatted(metadata.group().file(), Excerpt.of(name)));
              };
        };
    return new Axis(kind, metadata.text(json, "unit", ""));
  }

  /** Length of the unit in mm; 0 for none, and for those that are none of length. */
  double millimetres() {
    return switch (unit) {
      case "angstrom" -> 1e-7;
      case "picometer" -> 1e-9;
      case "nanometer" -> 1e-6;
      case "micrometer" -> 1e-3;
      case "millimeter" -> 1;
      case "centimeter" -> 10;
      case "decimeter" -> 100;
      case "meter" -> 1000;
      case "inch" -> 25.4;
      default -> 0;
    };
  }
}
