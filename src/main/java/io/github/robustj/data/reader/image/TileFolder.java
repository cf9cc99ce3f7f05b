package io.github.robustj.data.reader.image;

import io.github.robustj.data.Image;
import io.github.robustj.data.StoredPixels;
import io.github.robustj.data.lazy.BlockCache;
import io.github.robustj.data.lazy.LazyPixels;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.Names;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * An image whose tiles are the image files of a folder called {@code NAME.tiles}; see {@link
 * TileNames} for theirs. All have one size, but those of the last row and column, which may be
 * smaller; they lie side by side without overlap. A tile that is missing is an error, or zeros if
 * the folder has a file called {@value #ZEROS}.
 *
 * @param first tile, in the upper left
 * @param channels of all tiles; in a coloured image a grey tile counts as coloured
 */
record TileFolder(
    Path folder,
    Map<TileNames.Place, Path> tiles,
    Image first,
    int channels,
    int rows,
    int columns,
    int lastHeight,
    int lastWidth) {

  static final String ZEROS = "missing-tiles-are-zero.txt";

  /** Tiles that are looked at to know whether the image is coloured. */
  private static final int LOOKED_AT = 16;

  /**
   * @throws RobustJException if there is no tile, one is missing or has another size or place
   */
  static Image read(Path folder) {
    return of(folder).image();
  }

  static int bits(Path folder) {
    return ImageReader.bits(TileNames.first(folder, files(folder)));
  }

  private static List<Path> files(Path folder) {
    List<Path> files =
        FolderFiles.visible(folder).stream()
            .filter(file -> Names.isImage(file) && Files.isRegularFile(file))
            .toList();
    if (!files.isEmpty()) return files;
    throw new RobustJException(
        "%s has no tiles; image files such as slide_r03_c12.tif were expected.".formatted(folder));
  }

  private static TileFolder of(Path folder) {
    List<Path> files = files(folder);
    Path corner = TileNames.first(folder, files);
    Image first = ImageReader.read(corner);
    Map<TileNames.Place, Path> tiles =
        TileNames.places(folder, files, first.width(), first.height());
    int rows = 1 + tiles.keySet().stream().mapToInt(TileNames.Place::row).max().orElse(0);
    int columns = 1 + tiles.keySet().stream().mapToInt(TileNames.Place::column).max().orElse(0);
    requireAll(folder, tiles, rows, columns);
    Path low = edge(tiles, rows - 1, -1);
    Path right = edge(tiles, -1, columns - 1);
    int lastHeight = ImageReader.read(low).height();
    int lastWidth = ImageReader.read(right).width();
    requireSide(low, lastHeight, first.height());
    requireSide(right, lastWidth, first.width());
    int channels = channels(first, corner, files);
    return new TileFolder(folder, tiles, first, channels, rows, columns, lastHeight, lastWidth);
  }

  /** Any tile of a row or a column, which there is, since it is the last that there is. */
  private static Path edge(Map<TileNames.Place, Path> tiles, int row, int column) {
    return tiles.entrySet().stream()
        .filter(e -> e.getKey().row() == row || e.getKey().column() == column)
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static void requireAll(
      Path folder, Map<TileNames.Place, Path> tiles, int rows, int columns) {
    long missing = (long) rows * columns - tiles.size();
    if (missing == 0 || Files.exists(folder.resolve(ZEROS))) return;
    for (int row = 0; ; row++)
      for (int column = 0; column < columns; column++)
        if (!tiles.containsKey(new TileNames.Place(row, column)))
          throw new RobustJException(
              "%s lacks %d of %d x %d tiles, the first in row %d and column %d (from 0); add them, or a file called %s to have zeros there."
                  .formatted(folder, missing, rows, columns, row, column, ZEROS));
  }

  private static void requireSide(Path tile, int side, int most) {
    if (side > most)
      throw new RobustJException(
          "%s has a side of %d pixels, more than the %d of the tile in the upper left; all tiles but the last of a row or column must have one size."
              .formatted(tile, side, most));
  }

  /** A grey tile is often the empty corner of a coloured slide. */
  private static int channels(Image first, Path corner, List<Path> files) {
    if (first.channels() > 1 || !ImageReader.mayBeColoured(corner)) return first.channels();
    int most = 1;
    for (int i = 0; i < Math.min(LOOKED_AT, files.size()) && most == 1; i++) {
      int which = (int) ((long) i * files.size() / Math.min(LOOKED_AT, files.size()));
      most = ImageReader.read(files.get(which)).channels();
    }
    return most;
  }

  private Image image() {
    long[] size = {
      (columns - 1L) * first.width() + lastWidth,
      (rows - 1L) * first.height() + lastHeight,
      channels,
      first.slices()
    };
    if (size[0] > Integer.MAX_VALUE || size[1] > Integer.MAX_VALUE)
      throw new RobustJException(
          "%s has %d x %d pixels by the names of its tiles; check their numbers."
              .formatted(folder, size[0], size[1]));
    int[] block = {first.width(), first.height(), channels, first.slices()};
    return new Image(
        Names.stem(folder),
        LazyPixels.image(
            folder,
            size,
            block,
            Float.BYTES,
            (place, part) -> StoredPixels.of(tile((int) place[1], (int) place[0], part)),
            BlockCache.shared()),
        first.calibration(),
        Optional.empty(),
        first.world(),
        first.notes());
  }

  private float[] tile(int row, int column, int[] part) {
    float[] pixels = new float[part[0] * part[1] * part[2] * part[3]];
    Path file = tiles.get(new TileNames.Place(row, column));
    if (file == null) return pixels;
    Image tile = ImageReader.read(file);
    boolean same = tile.width() == part[0] && tile.height() == part[1] && tile.slices() == part[3];
    Image coloured = tile.repeated(part[2]);
    if (!same || coloured.channels() != part[2])
      throw new RobustJException(
          "%s has %d x %d pixels, %d channels and %d slices, but %d x %d, %d and %d were expected in its place; save it again like the other tiles."
              .formatted(
                  file,
                  tile.width(),
                  tile.height(),
                  tile.channels(),
                  tile.slices(),
                  part[0],
                  part[1],
                  part[2],
                  part[3]));
    Cursor<FloatType> cursor = Views.flatIterable(coloured.pixels()).cursor();
    for (int i = 0; i < pixels.length; i++) pixels[i] = cursor.next().get();
    return pixels;
  }
}
