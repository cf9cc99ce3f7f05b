package io.github.robustj.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.robustj.task.Question;
import io.github.robustj.task.TaskType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a task asks, as {@code model.json} has it. */
class QuestionJsonTest {

  /** Of a further task; names of two words are keys in lower_snake, as everywhere. */
  record Counted(int largestCount, List<String> cellKinds) implements Question {

    @Override
    public String name() {
      return "count";
    }

    @Override
    public int outputChannels() {
      return cellKinds.size();
    }

    @Override
    public List<String> names() {
      return cellKinds;
    }

    @Override
    public String answers() {
      return "counts";
    }

    @Override
    public String inWords() {
      return "counts";
    }
  }

  record Described(Question task) {}

  @Test
  void allPartsOfAnyTaskAreWritten() {
    JsonObject task =
        Json.tree(new Described(new Counted(7, List.of("a", "b"))))
            .getAsJsonObject()
            .getAsJsonObject("task");
    assertEquals("count", task.get("name").getAsString());
    assertEquals(7, task.get("largest_count").getAsInt());
    assertEquals("[\"a\",\"b\"]", task.get("cell_kinds").toString());
    // Earlier versions require those of the tasks that they know.
    for (TaskType type : TaskType.ALL)
      for (RecordComponent part : type.question().getRecordComponents())
        assertTrue(task.has(part.getName()), part.getName());
    assertEquals("[]", task.get("classes").toString());
    assertEquals(new Counted(7, List.of("a", "b")), Json.value(task, Counted.class));
  }
}
