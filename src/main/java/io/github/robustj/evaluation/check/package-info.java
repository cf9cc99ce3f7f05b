/**
 * Whether the scores of an evaluation can be believed: the questions that show where an attack was
 * fooled instead of withstood (Athalye et al. 2018, arXiv:1802.00420; Carlini et al. 2019,
 * arXiv:1902.06705; Croce and Hein 2020, arXiv:2003.01690), and those that ask whether the cases
 * allow a conclusion.
 *
 * <p>Most ask a few slices of a few cases, the {@link io.github.robustj.evaluation.check.Probe}: a
 * fooled attack is fooled everywhere. All limits stand in {@code Limits}. Random numbers follow
 * from the evaluation's seed and the check's name, so that no check depends on which others are
 * made.
 */
package io.github.robustj.evaluation.check;
