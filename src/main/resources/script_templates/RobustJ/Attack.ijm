// Changes an image so that a model segments it as wrongly as possible, and prints how much worse it gets.

#@ File (label = "Folder of the model", style = "directory") model
#@ File (label = "Image") image
#@ File (label = "Label image") truth
#@ String (label = "Attack", choices = {"pgd", "apgd", "ensemble", "square", "fgsm", "noise"}, value = "pgd") attack
#@ Double (label = "Epsilon, normalised intensities", value = 4, min = 0) epsilon
#@ Integer (label = "Steps", value = 20, min = 1) steps

// The adversarial image is current afterwards; its outlines are what the model saw before and sees now.
run("Attack Image...", "model=[" + model + "] input=[" + image + "] label=[" + truth + "] attack=" + attack
    + " epsilon=" + epsilon + " steps=" + steps);
for (row = 0; row < nResults; row++)
    print(getResultString("class", row) + ": Dice " + getResult("dice_before", row) + " before, "
        + getResult("dice_after", row) + " after");
