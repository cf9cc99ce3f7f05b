package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ServeJobTest {

  private final List<Object> opened = new ArrayList<>();
  private final List<String> log = new ArrayList<>();

  private final Backend backend =
      (Backend)
          Proxy.newProxyInstance(
              ServeJobTest.class.getClassLoader(),
              new Class<?>[] {Backend.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("device")) return "CPU";
                assertEquals("openServer", method.getName());
                opened.add(arguments[0]);
                return null;
              });

  @Test
  void nothingIsOpenedToANetworkThatNobodyCalledTrusted() {
    String sentence =
        assertThrows(
                RobustJException.class,
                () -> new ServeJob(2222, false).run(backend, JobListener.SILENT))
            .getMessage();
    assertTrue(sentence.contains("2222") && sentence.contains("trusted_network"), sentence);
    assertEquals(1, sentence.lines().count());
    assertEquals(List.of(), opened);
  }

  @Test
  void itServesUntilItIsCancelledAndWarns() {
    JobListener listener =
        new JobListener() {
          private int asked;

          @Override
          public void log(String line) {
            log.add(line);
          }

          @Override
          public boolean cancelled() {
            return ++asked > 2;
          }
        };
    assertThrows(
        CancellationException.class, () -> new ServeJob(2222, true).run(backend, listener));
    assertEquals(List.of(2222), opened);
    assertTrue(log.get(0).contains("Everybody who reaches this port"), log.get(0));
  }
}
