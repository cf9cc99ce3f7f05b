# Changes an image so that a model segments it as wrongly as possible, and prints how much worse it gets.

#@ File (label = "Folder of the model", style = "directory") model
#@ File (label = "Image") image
#@ Double (label = "Epsilon, normalised intensities", value = 4, min = 0) epsilon
#@ Integer (label = "Steps", value = 20, min = 1) steps
#@output ImagePlus adversarial

from io.github.robustj import RobustJ
from io.github.robustj.display import AdversarialImage

clean = RobustJ.open(image.path)
# None: no label image, the model's own prediction is attacked.
result = RobustJ.attack(clean, None, model.path, {"epsilon": epsilon, "steps": steps})
adversarial = AdversarialImage.unrounded(clean, result)
for change in result.classes():
    print("%s: Dice %.3f before, %.3f after" % (change.name(), change.before(), change.after()))
