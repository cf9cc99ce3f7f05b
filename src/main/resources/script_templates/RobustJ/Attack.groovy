// Changes an image so that a model segments it as wrongly as possible, and prints how much worse it gets.

#@ File (label = "Folder of the model", style = "directory") model
#@ File (label = "Image") image
#@ File (label = "Label image (optional: else the model's own prediction is attacked)", required = false) truth
#@ String (label = "Attack", choices = {"pgd", "apgd", "ensemble", "square", "fgsm", "noise"}, value = "pgd") attack
#@ Double (label = "Epsilon, normalised intensities", value = 4, min = 0) epsilon
#@ Integer (label = "Steps", value = 20, min = 1) steps
#@output ImagePlus adversarial
#@output ImagePlus perturbation

import io.github.robustj.RobustJ
import io.github.robustj.display.AdversarialImage
import io.github.robustj.display.ContourStyle
import io.github.robustj.display.Contours
import io.github.robustj.display.PerturbationImage

clean = RobustJ.open(image.path)
labels = truth == null ? null : RobustJ.open(truth.path)
result = RobustJ.attack(clean, labels, model.path, [attack: attack, epsilon: epsilon, steps: steps])

adversarial = AdversarialImage.unrounded(clean, result)
seen = result.attacked()
adversarial.overlay = Contours.of(seen.mask(), seen.classes(), ContourStyle.ADVERSARIAL)
perturbation = PerturbationImage.of(clean, result.perturbation())
result.classes().each { println "${it.name()}: Dice ${it.before()} before, ${it.after()} after" }
