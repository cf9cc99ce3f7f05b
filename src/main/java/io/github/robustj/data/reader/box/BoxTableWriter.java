package io.github.robustj.data.reader.box;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Numbers;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.Csv;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes {@code boxes.csv}: a row per object with {@code image,class,score,left,top,right,bottom};
 * an image without objects has a row of its own, empty but for its name. A table has no place for
 * roles.
 */
final class BoxTableWriter {

  private BoxTableWriter() {}

  /**
   * @throws RobustJException if the file cannot be written
   */
  static void write(Path file, List<BoxedImage> images) {
    write(
        file,
        rows -> {
          for (BoxedImage image : images) {
            if (image.objects().isEmpty()) rows.accept(image.name(), null);
            for (BoxedObject object : image.objects()) rows.accept(image.name(), object);
          }
        });
  }

  /** The same row by row; an image without objects has one without an object. */
  static void write(Path file, Consumer<BiConsumer<String, BoxedObject>> images) {
    AtomicFiles.write(
        file,
        out -> {
          Writer rows = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          rows.write(
              Csv.line(List.of("image", "class", "score", "left", "top", "right", "bottom"))
                  + "\n");
          try {
            images.accept((image, object) -> write(rows, row(image, object)));
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
          rows.flush();
        });
  }

  private static void write(Writer rows, List<String> row) {
    try {
      rows.write(Csv.line(row) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> row(String image, BoxedObject object) {
    if (object == null) return List.of(image, "", "", "", "", "", "");
    Box box = object.box();
    String score = Numbers.rounded(object.score(), BoxFormat.SCORE_DECIMALS).toPlainString();
    List<String> row = new ArrayList<>(List.of(image, object.name(), score));
    for (double edge : new double[] {box.left(), box.top(), box.right(), box.bottom()})
      row.add(BoxFormat.edge(edge));
    return row;
  }
}
