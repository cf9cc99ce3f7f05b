package io.github.robustj.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Where one annotated case lies on disk.
 *
 * @param name of the case, unique in its data set
 * @param group the patient or subject
 * @param images one file, or one per channel
 * @param label the label image
 */
public record CaseFiles(String name, String group, List<Path> images, Path label) {}
