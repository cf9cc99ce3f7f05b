// Attack an image with perturbations of growing size and save what the model sees each time.
//
// In a shell: robustj macro macros/attack_and_overlay.ijm "model=/my/model;image=/my/image.nii.gz"
// The argument is optional: settings of the list below as name=value, separated by semicolons.

root     = File.getParent(File.getParent(getInfo("macro.filepath")));
samples  = root + "/sample-data/segmentation-hippocampus/test";
model    = setting("model", root + "/quickstart/model-standard");
image    = setting("image", samples + "/images/hippocampus_015.nii.gz");
label    = setting("label", samples + "/labels/hippocampus_015.nii.gz");  // empty: no truth
out      = setting("out", root + "/quickstart/attacks");
epsilons = split(setting("epsilons", "1,3,6"), ",");
steps    = setting("steps", "20");

setBatchMode(true);
File.makeDirectory(out);
truth = "";
if (label != "") truth = " label=[" + label + "]";
summary = "epsilon,class,dice_before,dice_after\n";
for (e = 0; e < epsilons.length; e++) {
    run("Attack Image...", "model=[" + model + "] input=[" + image + "]" + truth
        + " attack=pgd norm=l2 epsilon=" + epsilons[e] + " steps=" + steps + " picture");

    // The adversarial image is current now; its overlay has the outlines before (pale) and after.
    name = replace(getTitle(), "-adversarial", "");
    saveAs("Tiff", out + "/" + name + "-epsilon-" + epsilons[e] + ".tif");

    // Clean image, perturbation and adversarial image of the slice with most foreground.
    selectImage(name + "-picture");
    saveAs("PNG", out + "/" + name + "-epsilon-" + epsilons[e] + ".png");

    for (row = 0; row < nResults; row++)
        summary = summary + epsilons[e] + "," + getResultString("class", row) + ","
            + getResult("dice_before", row) + "," + getResult("dice_after", row) + "\n";
    close("*");
}
File.saveString(summary, out + "/attacks.csv");
print(summary);

// A setting from the macro's argument, else its standard value.
function setting(name, standard) {
    given = split(getArgument(), ";");
    for (i = 0; i < given.length; i++)
        if (startsWith(given[i], name + "=")) return substring(given[i], lengthOf(name) + 1);
    return standard;
}
