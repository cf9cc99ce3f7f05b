package io.github.robustj.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The annotated cases of a folder.
 *
 * @param cases sorted by name, at least one
 * @param labelNames names of label values where the folder gives them
 */
public record Dataset(Path root, List<CaseFiles> cases, Map<Integer, String> labelNames) {}
