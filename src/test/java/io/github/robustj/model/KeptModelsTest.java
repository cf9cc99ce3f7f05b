package io.github.robustj.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.FakeBackend;
import io.github.robustj.testing.PixelClassifier;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptModelsTest {

  private static final Loss LOSS = Loss.CROSS_ENTROPY_AND_DICE;

  @TempDir Path folder;
  private final List<Closing> loaded = new ArrayList<>();
  private Backend backend;

  /** Knows whether it was closed. */
  private static final class Closing extends FakeBackend.Model {
    private boolean closed;

    Closing() {
      super(new PixelClassifier(1, -1, 0, 0));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @BeforeEach
  void make() throws Exception {
    for (String name : List.of("a", "b", "c")) write(name, "weights");
    backend = keeping(new KeptModels(2, 100));
  }

  @Test
  void theSameModelIsLoadedOnce() {
    use("a");
    use("a");
    use("b");
    use("a");
    assertEquals(2, loaded.size());
    assertFalse(loaded.get(0).closed || loaded.get(1).closed);
  }

  @Test
  void theOneThatWasUsedLongestAgoIsClosed() {
    use("a");
    use("b");
    use("a");
    use("c");
    assertEquals(List.of(false, true, false), loaded.stream().map(m -> m.closed).toList());
  }

  @Test
  void newFilesAreANewModelAndTheOldOneIsClosed() throws Exception {
    use("a");
    write("a", "other weights");
    use("a");
    assertEquals(List.of(true, false), loaded.stream().map(m -> m.closed).toList());
  }

  @Test
  void twoUsersShareOneWhereThatIsWantedAndItClosesBehindTheLast() throws Exception {
    KeptModels models = new KeptModels(1, 100, true);
    backend = keeping(models);
    DifferentiableModel one = load("a");
    DifferentiableModel other = load("a");
    assertEquals(1, loaded.size());
    one.close();
    other.predict(Tensor.zeros(1, 2, 2, 1));
    models.clear();
    assertFalse(loaded.get(0).closed, "somebody has it");
    other.close();
    assertTrue(loaded.get(0).closed);
    use("b");
    assertEquals(2, loaded.size());
  }

  @Test
  void whereOneIsSharedNewFilesAreANewModelAndTheOldOneEndsWithItsUser() throws Exception {
    backend = keeping(new KeptModels(1, 100, true));
    try (DifferentiableModel old = load("a")) {
      write("a", "other weights");
      use("a");
      assertEquals(2, loaded.size());
      old.predict(Tensor.zeros(1, 2, 2, 1));
      assertFalse(loaded.get(0).closed);
    }
    assertEquals(List.of(true, false), loaded.stream().map(m -> m.closed).toList());
  }

  /** Who asks while it is being loaded gets the same. */
  @Test
  void aSharedOneIsLoadedOnceByThreads() throws Exception {
    backend = keeping(new KeptModels(2, 100, true));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) threads.add(new Thread(() -> use("a")));
    threads.forEach(Thread::start);
    for (Thread thread : threads) thread.join();
    assertEquals(1, loaded.size());
    assertFalse(loaded.get(0).closed);
  }

  @Test
  void twoUsersGetTwo() {
    try (DifferentiableModel one = load("a");
        DifferentiableModel other = load("a")) {
      assertNotSame(one, other);
      assertEquals(2, loaded.size());
    }
  }

  @Test
  void largeOnesAreNotKept() throws Exception {
    write("a", "x".repeat(101));
    use("a");
    assertTrue(loaded.get(0).closed);
  }

  @Test
  void anotherDeviceIsAnotherModel() {
    use("a");
    backend = backend.on(Compute.cpu(), line -> {});
    use("a");
    assertEquals(2, loaded.size());
  }

  /** Every job asks for its device, as for each image of a macro's loop. */
  @Test
  @SuppressWarnings("unchecked")
  void whatItComputesOnIsToldWhenItIsNew() {
    List<String> told = new ArrayList<>();
    Backend telling =
        (Backend)
            Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class},
                (self, on, inputs) -> {
                  Consumer<String> log = (Consumer<String>) inputs[1];
                  log.accept(((Compute) inputs[0]).target().name());
                  return self;
                });
    Backend keeping = new KeepingBackend(telling, Compute.automatic(), new KeptModels(2, 100));
    for (Compute compute :
        List.of(Compute.automatic(), Compute.automatic(), Compute.cpu(), Compute.automatic()))
      keeping.on(compute, told::add);
    assertEquals(List.of("AUTO", "CPU", "AUTO"), told);
  }

  @Test
  void whoHasClosedItCannotUseIt() {
    DifferentiableModel model = load("a");
    model.close();
    model.close();
    assertThrows(IllegalStateException.class, () -> model.predict(Tensor.zeros(1, 2, 2, 1)));
    use("a");
    assertEquals(1, loaded.size());
  }

  @Test
  void allCanBeClosed() {
    KeptModels models = new KeptModels(2, 100);
    backend = keeping(models);
    use("a");
    models.clear();
    assertTrue(loaded.get(0).closed);
  }

  private Backend keeping(KeptModels models) {
    return new KeepingBackend(
        new FakeBackend(
            () -> {
              loaded.add(new Closing());
              return loaded.get(loaded.size() - 1);
            }),
        Compute.automatic(),
        models);
  }

  private DifferentiableModel load(String name) {
    return backend.load(folder.resolve(name), LOSS);
  }

  private void use(String name) {
    try (DifferentiableModel model = load(name)) {
      model.predict(Tensor.zeros(1, 2, 2, 1));
    }
  }

  /** As a training replaces a model: by new files. */
  private void write(String name, String weights) throws Exception {
    Path file = folder.resolve(name).resolve("saved_model.pb");
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.writeString(file, weights);
  }
}
