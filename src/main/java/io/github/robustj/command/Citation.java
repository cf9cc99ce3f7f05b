package io.github.robustj.command;

/** What to cite, as {@code CITATION.cff} says it. */
final class Citation {

  static final String DOI = "10.1117/12.3006534";

  static final String TEXT =
      "L. Ma, J. Chen, L. Qian, L. Liang: A general approach to improve adversarial robustness of"
          + " DNNs for medical image segmentation and detection. SPIE Medical Imaging, 2024."
          + " https://doi.org/"
          + DOI;

  private Citation() {}
}
