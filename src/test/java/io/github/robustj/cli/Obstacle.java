package io.github.robustj.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What may stand where a file is to be written. */
enum Obstacle {
  FOREIGN(1),
  FOLDER(1),
  LINK_TO_FILE(1),
  LINK_TO_FOLDER(1),
  DANGLING_LINK(0),
  CIRCLE_OF_LINKS(1);

  final int exitCode;

  Obstacle(int exitCode) {
    this.exitCode = exitCode;
  }

  /** Puts it there; gives the user's file that must be whatever it was. */
  Path put(Path place, Path elsewhere) throws IOException {
    Files.createDirectories(place.getParent());
    Path mine = Files.writeString(elsewhere.resolve("mine"), "mine");
    switch (this) {
      case FOREIGN -> Files.copy(mine, mine = place);
      case FOLDER -> Files.writeString(mine = Files.createDirectory(place).resolve("x"), "mine");
      case LINK_TO_FILE -> Files.createSymbolicLink(place, mine);
      case LINK_TO_FOLDER -> Files.createSymbolicLink(place, elsewhere);
      case DANGLING_LINK -> Files.createSymbolicLink(place, elsewhere.resolve("new"));
      case CIRCLE_OF_LINKS -> Files.createSymbolicLink(place, place);
    }
    return mine;
  }
}
