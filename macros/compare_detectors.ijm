// Attack one image with several models and put what each sees before and after into one picture.
//
// In a shell: robustj macro macros/compare_detectors.ijm "models=/my/standard,/my/robust;image=/my/image.jpg"
// The argument is optional: settings of the list below as name=value, separated by semicolons.

root    = File.getParent(File.getParent(getInfo("macro.filepath")));
samples = root + "/sample-data/detection-bccd/test";
models  = split(setting("models", root + "/quickstart/cells/model"), ",");
image   = setting("image", samples + "/images/BloodImage_00014.jpg");
label   = setting("label", samples + "/annotations/BloodImage_00014.xml");  // empty: no truth
out     = setting("out", root + "/quickstart/cells/comparison.png");
epsilon = setting("epsilon", "2");
steps   = setting("steps", "100");

setBatchMode(true);
truth = "";
if (label != "") truth = " label=[" + label + "]";
for (m = 0; m < models.length; m++) {
    run("Attack Image...", "input=[" + image + "] model=[" + models[m] + "]" + truth
        + " epsilon=" + epsilon + " steps=" + steps + " picture");
    for (row = 0; row < nResults; row++)
        print(File.getName(models[m]) + ", " + getResultString("class", row) + ": "
            + getResult("found_before", row) + " found before, " + getResult("found_after", row)
            + " after the attack, of " + getResult("objects", row));
    name = replace(getTitle(), "-adversarial", "");
    selectImage(name + "-picture");
    rename("below");
    if (m > 0) run("Combine...", "stack1=above stack2=below combine");
    rename("above");
    close("\\Others");
}
File.makeDirectory(File.getParent(out));
saveAs("PNG", out);

// A setting from the macro's argument, else its standard value.
function setting(name, standard) {
    given = split(getArgument(), ";");
    for (i = 0; i < given.length; i++)
        if (startsWith(given[i], name + "=")) return substring(given[i], lengthOf(name) + 1);
    return standard;
}
