package io.github.robustj.worker;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Numbers, of which JSON does not know NaN and the infinities, and paths. Finite numbers are
 * written with as many digits as give the same number back.
 */
final class Scalars {

  static final TypeAdapter<Double> DOUBLE =
      new TypeAdapter<>() {
        @Override
        public void write(JsonWriter out, Double value) throws IOException {
          if (Double.isFinite(value)) out.value(value);
          else out.value(value.toString());
        }

        @Override
        public Double read(JsonReader in) throws IOException {
          return Double.valueOf(in.nextString());
        }
      };

  static final TypeAdapter<Float> FLOAT =
      new TypeAdapter<>() {
        @Override
        public void write(JsonWriter out, Float value) throws IOException {
          if (Float.isFinite(value)) out.value(value);
          else out.value(value.toString());
        }

        @Override
        public Float read(JsonReader in) throws IOException {
          return Float.valueOf(in.nextString());
        }
      };

  /** As given, so that relative ones stay relative: both processes have one working directory. */
  static final TypeAdapter<Path> PATH =
      new TypeAdapter<>() {
        @Override
        public void write(JsonWriter out, Path value) throws IOException {
          out.value(value.toString());
        }

        @Override
        public Path read(JsonReader in) throws IOException {
          return Path.of(in.nextString());
        }
      };

  private Scalars() {}
}
