package io.github.robustj.task;

/**
 * What suits trainings of a task where the user leaves it to RobustJ.
 *
 * @param steps that a training takes, unless that would be more epochs
 * @param mostEpochs that they may be
 * @param marginPerPixel step of margins, as the root mean square of a perturbation in normalised
 *     intensities
 * @param validations how many times the validation cases are looked at, spread over the epochs; a
 *     large number for after every epoch
 */
public record TrainingDefaults(int steps, int mostEpochs, double marginPerPixel, int validations) {}
