package io.github.robustj.omezarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.Writable;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.zarr.ZarrArray;
import io.github.robustj.zarr.ZarrGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;

/**
 * An image while it is written, by one process or several. Its folder has a mark with what it is to
 * become, then the array of the finest level, at last the smaller levels and the description; the
 * mark goes then.
 */
final class NewOmeZarr {

  /** The attribute that keeps what the mark said. */
  private static final String OURS = "robustj";

  private final Path folder;
  private final OmeImage image;
  private final JsonObject mark;
  private final ZarrArray finest;
  private final boolean finished;

  private NewOmeZarr(Path folder, OmeImage image, JsonObject mark, boolean finished) {
    this.folder = folder;
    this.image = image;
    this.mark = mark;
    this.finished = finished;
    this.finest = finished ? ZarrArray.open(folder.resolve("0")) : array(0);
  }

  /**
   * Begins an image, or goes on with one that the same run began.
   *
   * @param run what the pixels are made from and how, so that no other run goes on with them
   * @throws RobustJException if something else is there, or the folder cannot be written
   */
  static NewOmeZarr open(Path folder, OmeImage image, String run) {
    JsonObject mark = mark(image, run);
    if (isFinished(folder, mark)) return new NewOmeZarr(folder, image, mark, true);
    if (Unfinished.is(folder)) requireSame(folder, mark);
    else begin(folder, mark);
    return new NewOmeZarr(folder, image, mark, false);
  }

  /** See {@link OmeZarrLabels#run}. */
  static Optional<String> run(Path folder) {
    JsonElement mark = JsonNull.INSTANCE;
    if (Unfinished.is(folder)) mark = unfinished(folder).orElse(mark);
    else if (ZarrGroup.isGroup(folder)) mark = ZarrGroup.open(folder).attributes().get(OURS);
    if (mark == null || !mark.isJsonObject()) return Optional.empty();
    JsonElement run = mark.getAsJsonObject().get("run");
    return run != null && run.isJsonPrimitive() ? Optional.of(run.getAsString()) : Optional.empty();
  }

  /** The mark; nothing if it is no JSON. */
  private static Optional<JsonElement> unfinished(Path folder) {
    try {
      return Optional.of(JsonParser.parseString(Files.readString(folder.resolve(Unfinished.NAME))));
    } catch (IOException e) {
      throw ReadFailure.sentence(folder.resolve(Unfinished.NAME), e);
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  private static JsonObject mark(OmeImage image, String run) {
    JsonObject mark = new JsonObject();
    mark.addProperty("version", image.version().text());
    mark.addProperty("width", image.width());
    mark.addProperty("height", image.height());
    mark.addProperty("channels", image.channels());
    mark.addProperty("slices", image.slices());
    mark.addProperty("type", image.type().toString());
    mark.addProperty("run", run);
    return mark;
  }

  private static boolean isFinished(Path folder, JsonObject mark) {
    if (!ZarrGroup.isGroup(folder)) return false;
    JsonElement found = ZarrGroup.open(folder).attributes().get(OURS);
    if (mark.equals(found)) return !Unfinished.is(folder);
    throw occupied(folder, "holds another image");
  }

  private static void requireSame(Path folder, JsonObject mark) {
    JsonElement found =
        unfinished(folder).orElseThrow(() -> occupied(folder, "has a mark that cannot be read"));
    if (found.equals(mark)) return;
    throw occupied(folder, "holds a part of another image or of another run");
  }

  private static RobustJException occupied(Path folder, String what) {
    return new RobustJException(
        "%s cannot be written: it %s; remove it or choose another name.".formatted(folder, what));
  }

  private static void begin(Path folder, JsonObject mark) {
    Writable.requireIn(folder);
    if (Files.exists(folder)) {
      try (Stream<Path> list = Files.list(folder)) {
        // Another process may be writing the mark, under a hidden name.
        boolean others = list.anyMatch(file -> !file.getFileName().toString().startsWith("."));
        if (others && !Unfinished.is(folder)) throw occupied(folder, "holds other files");
      } catch (IOException e) {
        throw ReadFailure.sentence(folder, e);
      }
    }
    AtomicFiles.text(folder.resolve(Unfinished.NAME), mark.toString());
  }

  private ZarrArray array(int level) {
    Path place = folder.resolve(Integer.toString(level));
    return ZarrArray.isArray(place)
        ? ZarrArray.open(place)
        : ZarrArray.create(place, image.array(level));
  }

  OmeImage image() {
    return image;
  }

  /** Whether all is there, description included. */
  boolean isFinished() {
    return finished;
  }

  StoredBlock block(int channel, int slice, long row, long column) {
    return StoredBlock.of(image, finest, 0, channel, slice, row, column);
  }

  /**
   * Writes the smaller levels, then the description.
   *
   * @param more other attributes of OME, by key
   */
  void finish(boolean nearest, JsonObject more, DoubleConsumer progress) {
    if (finished) return;
    List<ZarrArray> levels = new ArrayList<>(List.of(finest));
    for (int level = 1; level < image.levels(); level++) levels.add(array(level));
    new Pyramid(image, levels, nearest).write(progress);
    ZarrGroup.write(folder, image.version().zarr(), attributes(nearest, more));
    try {
      Files.deleteIfExists(folder.resolve(Unfinished.NAME));
    } catch (IOException e) {
      throw WriteFailure.sentence(folder.resolve(Unfinished.NAME), e);
    }
    progress.accept(1);
  }

  private JsonObject attributes(boolean nearest, JsonObject more) {
    boolean inside = image.version() == OmeVersion.V0_5;
    JsonObject attributes = new JsonObject();
    JsonObject ome = inside ? new JsonObject() : attributes;
    if (inside) ome.addProperty("version", image.version().text());
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    ome.add(
        "multiscales", image.multiscales(name.replaceFirst("(?i)(\\.ome)?\\.zarr$", ""), nearest));
    more.entrySet().forEach(entry -> ome.add(entry.getKey(), entry.getValue()));
    if (inside) attributes.add("ome", ome);
    attributes.add(OURS, mark);
    return attributes;
  }
}
