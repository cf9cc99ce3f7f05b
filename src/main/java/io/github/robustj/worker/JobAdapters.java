package io.github.robustj.worker;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.github.robustj.job.Job;
import java.io.IOException;

/** A job in a job as an object of one key: the name of its class. */
final class JobAdapters implements TypeAdapterFactory {

  @Override
  @SuppressWarnings("unchecked")
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    return type.getRawType() == Job.class ? (TypeAdapter<T>) of(gson) : null;
  }

  private static TypeAdapter<Job<?>> of(Gson gson) {
    return new TypeAdapter<>() {
      @Override
      public void write(JsonWriter out, Job<?> job) throws IOException {
        out.beginObject().name(job.getClass().getName());
        write(gson.getAdapter(job.getClass()), out, job);
        out.endObject();
      }

      @SuppressWarnings("unchecked")
      private <V> void write(TypeAdapter<V> own, JsonWriter out, Object job) throws IOException {
        own.write(out, (V) job);
      }

      @Override
      public Job<?> read(JsonReader in) throws IOException {
        in.beginObject();
        Job<?> job = gson.getAdapter(named(in.nextName())).read(in);
        in.endObject();
        return job;
      }
    };
  }

  @SuppressWarnings("rawtypes")
  private static Class<? extends Job> named(String name) {
    try {
      return Class.forName(name).asSubclass(Job.class);
    } catch (ClassNotFoundException e) {
      throw new JsonParseException("there is no job " + name, e);
    }
  }
}
