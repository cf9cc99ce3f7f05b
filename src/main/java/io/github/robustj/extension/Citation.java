package io.github.robustj.extension;

/**
 * A published work that something stands on.
 *
 * @param authors as a list of references has them: {@code Madry A, Makelov A, et al.}
 * @param where journal or conference
 * @param doi its name in the DOI system, as {@code 10.1109/CVPR.2018.00957}
 */
public record Citation(String authors, String title, String where, int year, String doi) {

  /** A preprint, by its number in arXiv. */
  public static Citation arxiv(String authors, String title, int year, String number) {
    return new Citation(authors, title, "arXiv:" + number, year, "10.48550/arXiv." + number);
  }

  /** Where it is found. */
  public String address() {
    return "https://doi.org/" + doi;
  }
}
