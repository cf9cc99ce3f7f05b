package io.github.robustj.data.reader;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.testing.CpuTime;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as spreadsheets of several countries write them. */
class CsvTableTest {

  private static final List<String> HEADING = List.of("image", "x");

  @TempDir Path folder;

  /** Of two readings of a number, a thousand times apart, none is taken in silence. */
  @Test
  void separatorsOfThousandsAreNamed() throws IOException {
    Path file = folder.resolve("t.csv");
    for (String table :
        new String[] {"a;x\n1;1,234\n2;987", "a\tx\n1\t1,234\n2\t987", "a;x\n1;1.234\n2;987"}) {
      Files.writeString(file, table);
      assertSentence(() -> CsvTable.read(file), "t.csv", "column x", "a thousand times");
    }
    for (String table :
        new String[] {
          "a;x\n1;1,25\n2;987", "a;x\n1;0,125\n2;987", "a;x\n1;1,234\n2;5,678", "a,x\n1,1.234\n2,9"
        }) {
      Files.writeString(file, table);
      CsvTable read = CsvTable.read(file);
      assertTrue(read.number(read.rows().get(0), 1).orElseThrow() < 2, table);
    }
  }

  @Test
  void everyEncodingOfASpreadsheetIsRead() throws IOException {
    String text = "image,x\nK\u00f6rper,1\n";
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE))
      for (String mark : List.of("", "\uFEFF")) {
        CsvTable table = CsvTable.read(write((mark + text).getBytes(charset)));
        assertEquals(HEADING, table.heading(), charset + mark);
        assertEquals(List.of(List.of("K\u00f6rper", "1")), table.rows());
      }
    Path latin = write(text.getBytes(StandardCharsets.ISO_8859_1));
    assertSentence(() -> CsvTable.read(latin), latin, "UTF-8");
    Path binary = write("image,x\na,\0\n".getBytes(StandardCharsets.UTF_8));
    assertSentence(() -> CsvTable.read(binary), binary, "no UTF-8 text");
  }

  @Test
  void quotesHoldSeparatorsQuotesAndLines() throws IOException {
    CsvTable table = table("image,x\n\"a, \"\"b\"\"\n c\", \"2\"\r\n\r\n,,\n");
    assertEquals(List.of(List.of("a, \"b\"\n c", "2")), table.rows());
    assertSentence(() -> table("image,x\n\"a,1\n"), "not closed", "\"\"a,1");
  }

  @Test
  void semicolonsComeWithDecimalCommas() throws IOException {
    for (String text :
        List.of("image;x\na;1,5\n", "sep=;\nimage;x\na;1,5\n", "image\tx\na\t1,5\n")) {
      CsvTable table = table(text);
      assertEquals(OptionalDouble.of(1.5), table.number(table.rows().get(0), 1), text);
    }
    assertEquals(";", table("sep=|\nimage|x\na|;\n").rows().get(0).get(1));
    CsvTable points = table("image;x\na;1.5\n");
    assertEquals(OptionalDouble.of(1.5), points.number(points.rows().get(0), 1));
    CsvTable thousands = table("image;x;y\na;1.234,5;2,5\n");
    assertSentence(() -> thousands.number(thousands.rows().get(0), 1), "1.234,5", "x of a");
    CsvTable commas = table("image,x\na,\"1,5\"\n");
    assertSentence(() -> commas.number(commas.rows().get(0), 1), "\"1,5\"", "a point");
  }

  /** {@code a,1,5,2,} would give x the 1 and y the 5. */
  @Test
  void aCutNumberIsNotTakenForTwo() throws IOException {
    assertSentence(() -> table("image,x,y,by\na,1,5,2,\n"), "5 cells", "row of a");
    assertEquals(List.of("a", "1", "2"), table("image,x,y,\na,1,2,\n").rows().get(0));
  }

  @Test
  void columnsAreFoundInUpperAndLowerCase() throws IOException {
    CsvTable table = table("Image,X\na,1\n");
    assertEquals(0, table.column("image"));
    assertEquals(1, table.column(List.of("left", "x")));
    assertEquals(-1, table.column("y"));
    assertSentence(() -> table("image,x,x\na,1,1\n"), "x twice");
    assertSentence(() -> table("\n , \n"), "is empty");
  }

  /** Expressions that look ahead took minutes for such a line, and overflowed the stack. */
  @Test
  void widthAndLengthCostTimeInProportion() throws Throwable {
    String wide = "c".concat(",c".repeat(200_000)).replace("c", "").concat("\n");
    String heading = "image" + ",".repeat(200_000) + "x\n";
    CpuTime.assertBelow(
        10,
        () -> {
          assertEquals(200_001, table(heading + "a" + wide.strip() + "1\n").heading().size());
          assertEquals(
              300_000, table("image,x\n" + "\"a\"\"b\",1\n".repeat(300_000)).rows().size());
          assertSentence(() -> table("image,x\n" + "\"\"".repeat(2_000_000) + "\""), "not closed");
        });
  }

  private CsvTable table(String text) throws IOException {
    return CsvTable.read(write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("t.csv"), bytes);
  }
}
