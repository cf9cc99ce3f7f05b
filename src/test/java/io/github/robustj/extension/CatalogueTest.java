package io.github.robustj.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  private static final class Named extends Entry {
    Named(String name) {
      super(name, name.toUpperCase());
    }
  }

  private final Named own = new Named("own");
  private final Named found = new Named("found");
  private final Catalogue<Named> catalogue =
      new Catalogue<>(
          "hat",
          List.of(own),
          () -> List.of(found, new Named("own"), new Named("found")),
          new OfScripts<>(Runnable.class, (name, code) -> new Named(name)));

  /** Every command line of this JVM would say them. */
  @AfterEach
  void takeTheProblemsBack() {
    Extensions.PROBLEMS.removeIf(problem -> problem.contains("CatalogueTest"));
  }

  @Test
  void theFirstOfANameStaysAndTheOthersAreTold() {
    assertEquals(List.of(own, found), catalogue.all());
    assertTrue(
        Extensions.problems().stream()
            .anyMatch(p -> p.contains("CatalogueTest$Named") && p.contains("another hat 'found'")));
  }

  @Test
  void entriesOfScriptsComeAndGo() {
    List<String> names = catalogue.names(entry -> true);
    Runnable code = () -> {};
    catalogue.begin("script", code);
    assertEquals(List.of("own", "found", "script"), names);
    assertEquals("script", catalogue.named("script").name());
    assertEquals(List.of("script"), List.copyOf(catalogue.running().keySet()));
    catalogue.end("script");
    assertEquals(0, catalogue.running().size());
    assertEquals("script", catalogue.named("script").name(), "results may still ask for it");
    assertThrows(RobustJException.class, () -> catalogue.named("scrip"));
    assertThrows(RobustJException.class, () -> catalogue.begin("own", code));
  }

  @Test
  void whatUsersThrowBecomesASentenceThatNamesThem() {
    RobustJException failure =
        assertThrows(
            RobustJException.class,
            () ->
                catalogue.run(
                    found,
                    () -> {
                      throw new ArithmeticException("by zero");
                    }));
    assertTrue(failure.getMessage().startsWith("The hat found (io.github.robustj.extension."));
    assertTrue(failure.getMessage().contains("by zero"), failure.getMessage());
    assertThrows(
        CancellationException.class,
        () ->
            catalogue.run(
                found,
                () -> {
                  throw new CancellationException();
                }));
    assertThrows(
        ArithmeticException.class,
        () ->
            catalogue.run(
                own,
                () -> {
                  throw new ArithmeticException("ours is no matter of the user");
                }));
  }
}
