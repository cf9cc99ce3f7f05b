package io.github.robustj.packaging;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.github.robustj.task.Question;
import io.github.robustj.task.TaskType;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * Questions as an object with the name of the task and the parts that any task has: those of
 * another are {@code null} or an empty list, since earlier versions require {@code classes}.
 */
final class QuestionJson implements TypeAdapterFactory {

  @Override
  @SuppressWarnings("unchecked")
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    return type.getRawType() == Question.class ? (TypeAdapter<T>) new Adapter(gson) : null;
  }

  private static final class Adapter extends TypeAdapter<Question> {

    private final Gson gson;

    Adapter(Gson gson) {
      this.gson = gson;
    }

    @Override
    public void write(JsonWriter out, Question question) throws IOException {
      JsonObject own = gson.toJsonTree(question, question.getClass()).getAsJsonObject();
      JsonObject all = new JsonObject();
      all.addProperty("name", question.name());
      for (TaskType type : TaskType.ALL)
        for (RecordComponent part : type.question().getRecordComponents())
          all.add(key(part), nothing(part.getType()));
      own.asMap().forEach(all::add);
      gson.toJson(all, out);
    }

    /** As the object has it that all others make of themselves. */
    private static String key(RecordComponent part) {
      try {
        return Json.NAMES.translateName(part.getDeclaringRecord().getDeclaredField(part.getName()));
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(e);
      }
    }

    private static JsonElement nothing(Class<?> type) {
      return type == List.class ? new JsonArray() : JsonNull.INSTANCE;
    }

    @Override
    public Question read(JsonReader in) {
      if (!(JsonParser.parseReader(in) instanceof JsonObject tree)) return null;
      JsonElement name = tree.get("name");
      if (name == null || name.isJsonNull()) throw new NullPointerException("task.name");
      return gson.fromJson(tree, TaskType.named(name.getAsString()).question());
    }
  }
}
