package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SystemReasonTest {

  private static final String PLACE = "/a/quota/b";

  private static final List<IOException> ALL =
      List.of(
          new AccessDeniedException(PLACE),
          new NoSuchFileException(PLACE),
          new FileAlreadyExistsException(PLACE),
          new NotDirectoryException(PLACE),
          new DirectoryNotEmptyException(PLACE),
          new FileSystemLoopException(PLACE),
          new NotLinkException(PLACE),
          new FileSystemException(PLACE),
          new FileSystemException(PLACE, null, "Read-only file system"),
          new MalformedInputException(1),
          new EOFException(),
          new ConnectException(),
          new UnknownHostException("host"),
          new ClosedByInterruptException(),
          new AsynchronousCloseException(),
          new IOException());

  @Test
  void noSentenceNamesAClassOrNothing() {
    for (IOException each : ALL)
      for (String said :
          List.of(
              SystemReason.of(each),
              ReadFailure.sentence(Path.of("file"), each).getMessage(),
              WriteFailure.sentence(Path.of("file"), each).getMessage(),
              WriteFailure.temporary(each).getMessage())) {
        assertFalse(said.contains("Exception") || said.contains("null"), said);
        assertFalse(said.contains(PLACE) || said.contains("is full"), said);
      }
  }

  @Test
  void whatTheSystemSaysStays() {
    assertEquals(
        "Read-only file system",
        SystemReason.of(new FileSystemException(PLACE, PLACE, "Read-only file system")));
    assertEquals("the server says 404", SystemReason.of(new IOException("the server says 404")));
    for (String full : List.of("No space left on device", "Disk quota exceeded"))
      assertEquals("its disk is full", SystemReason.of(new FileSystemException(PLACE, null, full)));
  }

  /** A failure of the system told by its own message may be a bare path, or nothing. */
  @Test
  void sentencesAskForTheReasonInWords() throws IOException {
    Pattern caught = Pattern.compile("catch \\([\\w |]*\\bIOException[\\w |]* (\\w+)\\) \\{");
    List<String> wrong = new ArrayList<>();
    for (String root : List.of("src/main/java", "src/spark/java"))
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String source = Files.readString(file);
          for (Matcher at = caught.matcher(source); at.find(); ) {
            String body = source.substring(at.end(), source.indexOf("\n    }", at.end()));
            if (Pattern.compile("\\b" + at.group(1) + "\\.(getMessage|toString|getClass)\\(")
                .matcher(body)
                .find()) wrong.add(file + ":" + body);
          }
        }
      }
    assertTrue(wrong.isEmpty(), wrong.toString());
  }
}
