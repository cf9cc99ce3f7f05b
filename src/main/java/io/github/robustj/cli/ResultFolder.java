package io.github.robustj.cli;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.measure.ResultsTable;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.NiftiWriter;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.Images;
import io.github.robustj.display.LabelImages;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.PerturbationImage;
import io.github.robustj.display.ShownDetection;
import io.github.robustj.display.StoredDetection;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.job.DetectionPrediction;
import io.github.robustj.job.Prediction;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the results of images go, under the image's name and what they are: images and label images
 * in NIfTI, in the place of the input, where the input is, else in TIFF.
 */
record ResultFolder(Path folder) {

  /**
   * @throws io.github.robustj.error.RobustJException if nothing can be written there
   */
  static ResultFolder in(Path folder) {
    AtomicFiles.requireWritable(folder.resolve("result"));
    return new ResultFolder(folder);
  }

  /**
   * @throws RobustJException if the results of an image could take its place
   */
  void requireApartFrom(List<InputImage> inputs) {
    Path here = folder.toAbsolutePath().normalize();
    for (InputImage input : inputs)
      if (here.equals(input.file().toAbsolutePath().normalize().getParent()))
        throw new RobustJException(
            "The option out is the folder of the input %s; choose another folder, lest an image be overwritten."
                .formatted(input.file()));
  }

  Path file(InputImage input, String suffix) {
    return folder.resolve(input.name() + suffix);
  }

  void image(InputImage input, String suffix, Image image) {
    if (input.isNifti()) NiftiWriter.write(file(input, suffix + ".nii.gz"), image, input.file());
    else ImageFiles.tiff(Images.of(image), file(input, suffix + ".tif"));
  }

  void perturbation(InputImage input, Image perturbation) {
    if (input.isNifti()) image(input, "-perturbation", perturbation);
    else
      ImageFiles.tiff(
          PerturbationImage.of(input.name(), perturbation), file(input, "-perturbation.tif"));
  }

  void labels(InputImage input, String suffix, Prediction prediction) {
    if (input.isNifti())
      NiftiWriter.write(file(input, suffix + ".nii.gz"), prediction.mask(), input.file());
    else ImageFiles.tiff(LabelImages.of(prediction), file(input, suffix + ".tif"));
  }

  /** The image with contours over it, for ImageJ. */
  void overlay(InputImage input, Image image, Overlay contours) {
    ImagePlus shown = Images.of(image);
    Overlays.put(shown, "", contours);
    ImageFiles.tiff(shown, file(input, "-overlay.tif"));
  }

  /**
   * The image with the objects found in it, for ImageJ, which can move the threshold there, and its
   * first slice as a picture.
   *
   * @return with only the objects shown
   */
  DetectionPrediction objects(InputImage input, Image image, StoredDetection found) {
    ImagePlus shown = Images.of(image);
    DetectionPrediction counted = ShownDetection.put(shown, found);
    ImageFiles.tiff(shown, file(input, "-overlay.tif"));
    ImageFiles.png(shown.flatten(), file(input, "-overlay.png"));
    return counted;
  }

  Path table(String name, List<ResultsTable> tables) {
    Path file = folder.resolve(name + ".csv");
    CsvFile.write(file, tables);
    return file;
  }
}
