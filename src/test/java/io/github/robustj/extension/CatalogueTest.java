package io.github.robustj.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.concurrent.CancellationException;
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
      new Catalogue<>("hat", List.of(own), List.of(found, new Named("own"), new Named("found")));

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
    Named first = new Named("script");
    catalogue.add(first);
    assertEquals(List.of("own", "found", "script"), names);
    Named second = new Named("script");
    catalogue.add(second);
    assertSame(second, catalogue.named("script"));
    catalogue.remove("script");
    assertEquals(List.of("own", "found"), names);
    assertThrows(RobustJException.class, () -> catalogue.named("script"));
    assertThrows(RobustJException.class, () -> catalogue.add(new Named("own")));
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
    assertTrue(failure.getMessage().contains("by zero at io.github.robustj.extension.Catalogue"));
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
