package io.github.robustj.data.reader.image;

import io.github.robustj.data.Alignment;
import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.Names;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * The files of one image, one or one per channel: nnU-Net calls the channels of a case {@code
 * CASE_0000}, {@code CASE_0001} and so on.
 *
 * @param name of the image
 * @param files in the order of the channels, at least one
 */
public record ChannelFiles(String name, List<Path> files) {

  private static final int DIGITS = 4;

  public ChannelFiles {
    files = List.copyOf(files);
  }

  /** The first file, after which results are called where there are several. */
  public Path first() {
    return files.get(0);
  }

  /**
   * @throws io.github.robustj.error.RobustJException as {@link ImageReader}, or if the channels
   *     differ in size
   */
  public Image read() {
    return join(files.stream().map(ImageReader::read).toList());
  }

  /**
   * The images among these files for a model that sees so many channels: files whose names end in
   * {@code _0000} to the last channel, none of them missing, are one image; all others are one
   * each.
   */
  public static List<ChannelFiles> among(List<Path> files, int channels) {
    Map<String, List<Path>> cases = new TreeMap<>();
    for (Path file : files)
      caseName(Names.stem(file))
          .ifPresent(name -> cases.computeIfAbsent(name, n -> new ArrayList<>()).add(file));
    cases.values().removeIf(its -> channels < 2 || !areAll(its, channels));
    List<ChannelFiles> images = new ArrayList<>();
    for (Path file : files) {
      String name = caseName(Names.stem(file)).orElse("");
      if (!cases.containsKey(name)) images.add(new ChannelFiles(Names.stem(file), List.of(file)));
      else if (cases.get(name).get(0).equals(file))
        images.add(new ChannelFiles(name, cases.get(name)));
    }
    return images;
  }

  /** The image that a file is, or is a channel of, for a model that sees so many channels. */
  public static ChannelFiles of(Path file, int channels) {
    Path folder = file.toAbsolutePath().getParent();
    boolean alone =
        channels < 2
            || folder == null
            || caseName(Names.stem(file)).isEmpty()
            || !Files.exists(file);
    if (alone) return new ChannelFiles(Names.stem(file), List.of(file));
    Path parent = file.getParent();
    List<Path> beside =
        FolderFiles.visible(folder).stream()
            .filter(Names::isImage)
            .map(
                found -> parent == null ? found.getFileName() : parent.resolve(found.getFileName()))
            .toList();
    return among(beside, channels).stream()
        .filter(image -> image.files.contains(file))
        .findFirst()
        .orElseGet(() -> new ChannelFiles(Names.stem(file), List.of(file)));
  }

  /** What stands before the number of a channel; nothing if a name does not end in one. */
  public static Optional<String> caseName(String name) {
    int end = name.length() - DIGITS - 1;
    if (end < 1 || name.charAt(end) != '_') return Optional.empty();
    boolean number = name.substring(end + 1).chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Optional.of(name.substring(0, end)) : Optional.empty();
  }

  /** What a channel's file has behind the name of its image. */
  public static String number(int channel) {
    return "_%04d".formatted(channel);
  }

  /** One channel as an image of its own, in the place of the whole. */
  public static Image channel(Image image, int channel) {
    long[] low = {0, 0, channel, 0};
    long[] high = {image.width() - 1, image.height() - 1, channel, image.slices() - 1};
    return new Image(
        image.name(),
        Views.zeroMin(Views.interval(image.pixels(), low, high)),
        image.calibration(),
        image.clean().map(scaling -> scaling.channel(channel)));
  }

  private static boolean areAll(List<Path> files, int channels) {
    if (files.size() != channels) return false;
    for (int c = 0; c < channels; c++)
      if (!Names.stem(files.get(c)).endsWith(number(c))) return false;
    return true;
  }

  private Image join(List<Image> images) {
    Image first = images.get(0);
    if (images.size() == 1) return first.as(name, first.calibration());
    for (Image other : images)
      if (other.width() != first.width()
          || other.height() != first.height()
          || other.slices() != first.slices()
          || other.channels() != 1)
        throw new RobustJException(
            "The channels of the case %s differ in size; each of %s must be one grey image of the same size."
                .formatted(name, files));
    List<RandomAccessibleInterval<FloatType>> channels =
        images.stream()
            .<RandomAccessibleInterval<FloatType>>map(i -> Views.hyperSlice(i.pixels(), 2, 0))
            .toList();
    RandomAccessibleInterval<FloatType> stacked = Views.moveAxis(Views.stack(channels), 3, 2);
    Optional<CleanScaling> clean = CleanScaling.joined(images.stream().map(Image::clean).toList());
    for (int i = 1; i < images.size(); i++)
      Alignment.requireSame(first, images.get(i), "The channel " + files.get(i));
    List<String> notes = images.stream().flatMap(i -> i.notes().stream()).distinct().toList();
    return new Image(name, stacked, first.calibration(), clean, first.world(), notes);
  }
}
