package io.github.robustj.report;

import io.github.robustj.extension.Citation;
import java.util.ArrayList;
import java.util.List;

/** The works that a text names, numbered in the order in which it does. */
final class Bibliography {

  static final Citation METHOD =
      new Citation(
          "Ma L, Chen J, Qian L, Liang L",
          "A general approach to improve adversarial robustness of DNNs for medical image"
              + " segmentation and detection",
          "SPIE Medical Imaging",
          2024,
          "10.1117/12.3006534");

  static final Citation EVALUATING =
      Citation.arxiv(
          "Carlini N, Athalye A, Papernot N, et al.",
          "On evaluating adversarial robustness",
          2019,
          "1902.06705");

  static final Citation FIJI =
      new Citation(
          "Schindelin J, Arganda-Carreras I, Frise E, et al.",
          "Fiji: an open-source platform for biological-image analysis",
          "Nature Methods 9, 676–682",
          2012,
          "10.1038/nmeth.2019");

  static final Citation BOOTSTRAP =
      new Citation(
          "Efron B",
          "Better bootstrap confidence intervals",
          "Journal of the American Statistical Association 82, 171–185",
          1987,
          "10.1080/01621459.1987.10478410");

  static final Citation CORRUPTIONS =
      Citation.arxiv(
          "Hendrycks D, Dietterich T",
          "Benchmarking neural network robustness to common corruptions and perturbations",
          2019,
          "1903.12261");

  static final Citation SMOOTHING =
      Citation.arxiv(
          "Fischer M, Baader M, Vechev M",
          "Scalable certified segmentation via randomized smoothing",
          2021,
          "2107.00228");

  private final List<Citation> works = new ArrayList<>();

  /** A blank and the numbers of the works in brackets: {@code [2, 3]}; empty for none. */
  String cite(List<Citation> cited) {
    if (cited.isEmpty()) return "";
    for (Citation work : cited) if (!works.contains(work)) works.add(work);
    return " ["
        + String.join(", ", cited.stream().map(w -> "" + (works.indexOf(w) + 1)).toList())
        + "]";
  }

  String cite(Citation... cited) {
    return cite(List.of(cited));
  }

  List<Reference> references() {
    List<Reference> numbered = new ArrayList<>();
    for (Citation work : works) numbered.add(new Reference(numbered.size() + 1, work));
    return numbered;
  }
}
