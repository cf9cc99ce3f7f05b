package io.github.robustj.ij1;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.macro.Variable;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.process.FloatPolygon;
import ij.process.ImageProcessor;
import ij.text.TextWindow;
import java.awt.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Properties;
import java.util.StringJoiner;

/** What is there to be seen after a command, as text: images, overlays and tables. */
public final class Seen {

  private Seen() {}

  /** The statement that writes it down in a macro. */
  static String macro(Path file) {
    return "call(\"%s.write\", \"%s\");".formatted(Seen.class.getName(), file);
  }

  /** Writes what is open in this ImageJ. */
  public static String write(String file) {
    Properties seen = new Properties();
    int[] open = WindowManager.getIDList();
    if (open != null) for (int id : open) put(seen, WindowManager.getImage(id));
    ImagePlus current = WindowManager.getCurrentImage();
    seen.put("current", current == null ? "none" : current.getTitle());
    for (Frame window : WindowManager.getNonImageWindows())
      if (window instanceof TextWindow text && text.getResultsTable() != null)
        seen.put("table " + text.getTitle(), text(text.getResultsTable()));
    return store(seen, Path.of(file));
  }

  /** Writes what a script gets. */
  static void write(Path file, Collection<Object> outputs) {
    Properties seen = new Properties();
    for (Object output : outputs) if (output instanceof ImagePlus image) put(seen, image);
    store(seen, file);
  }

  private static String store(Properties seen, Path file) {
    ResultsTable results = Analyzer.getResultsTable();
    if (results != null && results.size() > 0) seen.put("results", text(results));
    try (Writer out = Files.newBufferedWriter(file)) {
      seen.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Analyzer.setResultsTable(new ResultsTable());
    return "";
  }

  static void put(Properties seen, ImagePlus image) {
    String title = image.getTitle();
    seen.put(title + " kind", kind(image));
    seen.put(title + " pixels", pixels(image));
    seen.put(title + " overlay", overlay(image.getOverlay()));
  }

  private static String kind(ImagePlus image) {
    Calibration pixel = image.getCalibration();
    String size =
        "%d bits, %d x %d x %d channels x %d slices x %d frames, pixels of %s x %s x %s %s";
    return size.formatted(
        image.getBitDepth(),
        image.getWidth(),
        image.getHeight(),
        image.getNChannels(),
        image.getNSlices(),
        image.getNFrames(),
        pixel.pixelWidth,
        pixel.pixelHeight,
        pixel.pixelDepth,
        pixel.getUnit());
  }

  /** A checksum of all values, in 8 bit the same as in 32. */
  private static String pixels(ImagePlus image) {
    long sum = 0;
    for (int slice = 1; slice <= image.getStackSize(); slice++) {
      ImageProcessor values = image.getStack().getProcessor(slice);
      boolean colour = image.getBitDepth() == 24;
      for (int i = 0; i < values.getPixelCount(); i++)
        sum = 31 * sum + (colour ? values.get(i) & 0xffffff : Float.hashCode(values.getf(i)));
    }
    return Long.toHexString(sum);
  }

  private static String overlay(Overlay overlay) {
    if (overlay == null) return "none";
    StringJoiner rois = new StringJoiner("\n");
    for (Roi roi : overlay) rois.add(roi(roi));
    return rois.toString();
  }

  private static String roi(Roi roi) {
    FloatPolygon outline = roi.getFloatPolygon();
    StringJoiner text = new StringJoiner(" ");
    text.add(roi.getTypeAsString()).add(roi.getName());
    text.add("slice " + roi.getPosition() + " " + roi.getZPosition());
    text.add(roi.getStrokeColor() + " " + roi.getFillColor() + " " + roi.getStrokeWidth());
    if (roi instanceof TextRoi words) return text.add(words.getText().strip()).toString();
    for (int i = 0; i < outline.npoints; i++)
      text.add(String.format(Locale.ROOT, "%.2f,%.2f", outline.xpoints[i], outline.ypoints[i]));
    return text.toString();
  }

  private static String text(ResultsTable table) {
    StringJoiner rows = new StringJoiner("\n");
    rows.add(String.join("\t", table.getHeadings()));
    for (int row = 0; row < table.size(); row++) {
      StringJoiner cells = new StringJoiner("\t");
      for (String column : table.getHeadings()) {
        Variable cell = table.getColumnAsVariables(column)[row];
        cells.add(cell.getString() == null ? "" + cell.getValue() : cell.getString());
      }
      rows.add(cells.toString());
    }
    return rows.toString();
  }

  /** Closes all images and tables without questions. */
  static void forget() {
    int[] open = WindowManager.getIDList();
    if (open != null)
      for (int id : open) {
        ImagePlus image = WindowManager.getImage(id);
        image.changes = false;
        image.close();
      }
    for (Frame window : WindowManager.getNonImageWindows())
      if (window instanceof TextWindow text) text.close(false);
    Analyzer.setResultsTable(new ResultsTable());
  }
}
