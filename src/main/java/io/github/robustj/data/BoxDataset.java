package io.github.robustj.data;

import java.util.List;
import java.util.Map;

/**
 * A folder of images with boxes around objects.
 *
 * @param dataset the cases; the label of each is the file that its boxes stand in
 * @param classes their names, in the order of the files or else of the alphabet
 * @param marks by case; images without objects have empty ones
 */
public record BoxDataset(Dataset dataset, List<String> classes, Map<String, BoxMarks> marks) {}
