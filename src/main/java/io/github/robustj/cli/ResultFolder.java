package io.github.robustj.cli;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Image;
import io.github.robustj.data.VolumeSize;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.data.reader.image.NiftiWriter;
import io.github.robustj.display.FoundPicture;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.Images;
import io.github.robustj.display.LabelImages;
import io.github.robustj.display.LabelledImage;
import io.github.robustj.display.PerturbationImage;
import io.github.robustj.display.RoiZip;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.RealPath;
import io.github.robustj.file.Table;
import io.github.robustj.file.Writable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Where the results of images go, under the image's name and what they are: images and label images
 * in NIfTI, in the place of the input, where the input is, else in TIFF.
 */
record ResultFolder(Path folder, Outputs outputs) {

  /**
   * @param outputs what may be replaced there
   * @throws io.github.robustj.error.RobustJException if nothing can be written there
   */
  static ResultFolder in(Path folder, Outputs outputs) {
    Writable.requireIn(folder);
    AtomicFiles.removeLeftovers(folder);
    return new ResultFolder(folder, outputs);
  }

  /**
   * The sole right to write results of this name there, lest those of two runs are mixed.
   *
   * @param name what they are called, as {@code predictions}
   * @throws RobustJException if another run has it
   */
  OutputLock lock(String name) {
    return OutputLock.on(folder.resolve(name));
  }

  /**
   * @throws RobustJException if the results of an image could take its place, or that of a further
   *     image for the next run
   */
  void requireApartFrom(List<InputImage> inputs) {
    for (InputImage input : inputs)
      if (RealPath.same(folder, input.file().toAbsolutePath().getParent())
          || RealPath.same(folder, RealPath.of(input.file()).getParent()))
        throw new RobustJException(
            "The option out is the folder of the input %s; choose another folder, lest results be taken for images."
                .formatted(input.file()));
  }

  /**
   * Asks before a long job whether files could be written.
   *
   * @param suffixes what follows an image's name in theirs
   * @throws RobustJException if not, or if one would be written for two images; names that differ
   *     only in case are the same on many disks
   */
  void require(List<InputImage> inputs, Function<InputImage, List<String>> suffixes) {
    Map<String, InputImage> takers = new HashMap<>();
    for (InputImage input : inputs)
      for (String suffix : suffixes.apply(input)) {
        Path file = file(input, suffix);
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        InputImage other = takers.put(name, input);
        if (other != null)
          throw new RobustJException(
              "%s and %s would both have the result %s; rename one."
                  .formatted(other.file(), input.file(), file));
        outputs.require(file);
      }
  }

  /**
   * Asks before an image is worked on whether what is found of it fits into TIFF.
   *
   * @param suffixes of all files that are written of it
   * @param bytes of a pixel of the image in that file, at least
   * @throws RobustJException if one is too large
   */
  void requireSizes(
      InputImage input, VolumeSize size, List<String> suffixes, ToIntFunction<String> bytes) {
    for (String suffix : suffixes)
      if (suffix.endsWith(".tif"))
        ImageFiles.requireSize(file(input, suffix), size.pixels() * bytes.applyAsInt(suffix));
  }

  /** The ending of an image or label image of an input. */
  static String ending(InputImage input) {
    return input.isNifti() ? ".nii.gz" : ".tif";
  }

  Path file(InputImage input, String suffix) {
    return folder.resolve(input.name() + suffix);
  }

  void image(InputImage input, String suffix, Image image) {
    List<String> names = images(input, suffix);
    for (int c = 0; c < names.size(); c++) {
      Image part = names.size() == 1 ? image : ChannelFiles.channel(image, c);
      Path source = input.files().files().get(c);
      // NIfTI holds one channel; a grey image that a network sees in colour has three.
      boolean nifti = input.isNifti() && part.channels() == 1;
      outputs.write(
          file(input, nifti ? names.get(c) : suffix + ".tif"),
          file -> {
            if (nifti) NiftiWriter.write(file, part, source);
            else ImageFiles.tiff(Images.of(part), file);
          });
    }
  }

  /**
   * The ends of the names under which {@link #image} writes: NIfTI holds one channel, so that an
   * image of several files becomes as many, under the numbers that they have.
   */
  static List<String> images(InputImage input, String suffix) {
    int files = input.isNifti() ? input.files().files().size() : 1;
    List<String> names = new ArrayList<>();
    for (int c = 0; c < files; c++)
      names.add(suffix + (files == 1 ? "" : ChannelFiles.number(c)) + ending(input));
    return names;
  }

  void perturbation(InputImage input, Image perturbation) {
    if (input.isNifti() && perturbation.channels() == 1)
      image(input, "-perturbation", perturbation);
    else tiff(input, "-perturbation.tif", PerturbationImage.of(input.name(), perturbation));
  }

  static final String UNIVERSAL = "-universal.tif";

  /**
   * In 32 bit and normalised intensities, as the option {@code universal_perturbation} reads it.
   */
  void universal(InputImage input, Image perturbation) {
    tiff(input, UNIVERSAL, Images.of(perturbation));
  }

  void labels(InputImage input, String suffix, LabelledImage labelled) {
    outputs.write(
        file(input, suffix + ending(input)),
        file -> {
          if (input.isNifti()) NiftiWriter.write(file, labelled.mask(), input.file());
          else ImageFiles.tiff(LabelImages.of(labelled), file);
        });
  }

  /** Of what a model finds in an image; see {@link FoundPicture}. */
  static final String PICTURE = "-overlay.png";

  static final String OVERLAY = "-overlay.tif";

  /** Of the classes of a mask, in 32 bit, of NIfTI too: it has several channels. */
  static final String PROBABILITY = "-probability.tif";

  /**
   * The image for ImageJ.
   *
   * @param put what is found onto it
   */
  void overlay(InputImage input, Image image, Consumer<ImagePlus> put) {
    ImagePlus shown = Images.of(image);
    put.accept(shown);
    tiff(input, OVERLAY, shown);
  }

  /** One of an earlier run, lest it is taken for one of this run, which writes none. */
  void remove(InputImage input, String suffix) {
    outputs.remove(file(input, suffix));
  }

  void rois(InputImage input, Overlay contours) {
    outputs.write(file(input, "-rois.zip"), file -> RoiZip.write(contours, file));
  }

  void png(ImagePlus picture, InputImage input, String suffix) {
    outputs.write(file(input, suffix), file -> ImageFiles.png(picture, file));
  }

  void table(String name, Table table) {
    outputs.write(folder.resolve(name + ".csv"), table::write);
  }

  void tiff(InputImage input, String suffix, ImagePlus image) {
    tiff(image, file(input, suffix));
  }

  private void tiff(ImagePlus image, Path file) {
    outputs.write(file, f -> ImageFiles.tiff(image, f));
  }
}
