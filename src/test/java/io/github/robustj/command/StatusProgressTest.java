package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

class StatusProgressTest {

  @Test
  void theTaskShowsTheProgressAndItsButtonCancels() {
    try (Context context = new Context(TaskService.class)) {
      Task task = context.service(TaskService.class).createTask("task");
      try (StatusProgress progress = new StatusProgress(task, () -> false)) {
        progress.progress(.25, "epoch 1");
        assertEquals(.25, (double) task.getProgressValue() / task.getProgressMaximum());
        assertEquals("epoch 1", task.getStatusMessage());
        assertFalse(progress.cancelled());
        task.cancel("enough");
        assertTrue(progress.cancelled());
      }
      assertTrue(task.isDone());
    }
  }

  @Test
  void theCommandsOwnCancellationCancels() {
    try (Context context = new Context(TaskService.class)) {
      AtomicBoolean stopped = new AtomicBoolean();
      Task task = context.service(TaskService.class).createTask("task");
      try (StatusProgress progress = new StatusProgress(task, stopped::get)) {
        assertFalse(progress.cancelled());
        stopped.set(true);
        assertTrue(progress.cancelled());
      }
    }
  }
}
