package io.github.robustj.job;

import static io.github.robustj.option.Keys.choice;
import static io.github.robustj.option.Keys.guessed;
import static io.github.robustj.option.Keys.optionalFile;
import static io.github.robustj.option.Keys.text;

import io.github.robustj.option.Key;
import io.github.robustj.option.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a model is exported as, and what is said of it. */
public final class ExportTable {

  private ExportTable() {}

  /** For programs that know the BioImage Model Zoo. */
  static final String BIOIMAGE = "bioimage";

  /** For TensorFlow Serving and Python. */
  static final String SAVED_MODEL = "saved_model";

  public static final Key<String> FORMAT =
      choice(
              Section.FILES,
              "format",
              BIOIMAGE,
              "bioimage=package of bioimage.io",
              "saved_model=SavedModel with the normalisation inside")
          .label("Export as")
          .help(
              "a package of bioimage.io, or a SavedModel that takes intensities as they are, for TensorFlow Serving and Python")
          .common();

  public static final Key<Path> OUT =
      OptionTable.OUT
          .label("Folder to write, or zip if it ends in .zip")
          .help("folder that is made, or a zip if the name ends in .zip");

  public static final Key<Optional<Path>> INPUT =
      optionalFile(Section.FILES, "input")
          .label("or an image file")
          .help(
              "test image, which becomes part of the package for everybody to see: take one that may be published; needed for bioimage")
          .common();

  public static final Key<Optional<Path>> ROBUSTNESS =
      optionalFile(Section.FILES, "robustness")
          .label("Evaluation of the model (.json, optional)")
          .help("JSON file of an evaluation of this model, whose scores the documentation then has")
          .common();

  public static final Key<String> NAME =
      guessed(Section.RESULTS, "name")
          .label("Name of the package (empty: automatic)")
          .help(
              "name of the package, 5 to 64 letters, digits, blanks, _, - and parentheses; automatic takes the folder's")
          .onlyWith(FORMAT, BIOIMAGE);

  public static final Key<String> AUTHORS =
      text(Section.RESULTS, "authors")
          .label("Authors: name (affiliation); ...")
          .help(
              "who made the model, separated by semicolons, each with the affiliation in parentheses if wanted, such as Jane Doe (My Lab); needed for bioimage")
          .onlyWith(FORMAT, BIOIMAGE)
          .common();

  public static final Key<String> MAINTAINER =
      text(Section.RESULTS, "maintainer")
          .label("GitHub user who answers questions (optional)")
          .help("GitHub user name of who answers questions; bioimage.io asks for one")
          .onlyWith(FORMAT, BIOIMAGE);

  /** Identifiers of SPDX that data and models are usually under. */
  public static final Key<String> LICENSE =
      text(Section.RESULTS, "license")
          .label("Licence (SPDX, such as CC-BY-4.0)")
          .help(
              "licence of the package, an identifier of SPDX such as CC-BY-4.0, CC-BY-SA-4.0, CC0-1.0, MIT or BSD-2-Clause; the training data may demand one; needed for bioimage")
          .onlyWith(FORMAT, BIOIMAGE)
          .common();

  public static final Key<String> DESCRIPTION =
      guessed(Section.RESULTS, "description")
          .label("Description (empty: automatic)")
          .help("a sentence or two on what the model is for; automatic says what it finds")
          .onlyWith(FORMAT, BIOIMAGE);

  public static final Key<String> TAGS =
      text(Section.RESULTS, "tags")
          .label("Further tags, separated by commas (optional)")
          .help("further words to find the package by, separated by commas, such as mri, brain")
          .onlyWith(FORMAT, BIOIMAGE);

  /** What is said of the model. */
  public static final List<Key<?>> ABOUT =
      List.of(NAME, AUTHORS, MAINTAINER, LICENSE, DESCRIPTION, TAGS);
}
