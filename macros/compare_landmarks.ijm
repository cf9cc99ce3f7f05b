// Attack one image against several landmark models and draw what each finds before and after.
//
// In a shell: robustj macro macros/compare_landmarks.ijm "models=a,b;input=x.png;label=landmarks.csv"
// The argument holds settings of the list below as name=value, separated by semicolons.

models  = split(setting("models", ""), ",");   // folders of models, separated by commas
input   = setting("input", "");                // the image
label   = setting("label", "");                // its points: the data set's landmarks.csv, or ROIs
epsilon = setting("epsilon", "4");             // size of the attack
steps   = setting("steps", "100");
out     = setting("out", File.getParent(input) + "/landmarks.png");

setBatchMode(true);
for (m = 0; m < models.length; m++) {
    run("Attack Image...", "input=[" + input + "] label=[" + label + "] model=[" + models[m]
        + "] epsilon=" + epsilon + " steps=" + steps + " picture");
    selectImage(File.getNameWithoutExtension(input) + "-picture");
    rename("row " + m);
    if (m > 0) run("Combine...", "stack1=[row 0] stack2=[row " + m + "] combine");
    if (m > 0) rename("row 0");
}
saveAs("PNG", out);
print("Done: " + out);

// A setting from the macro's argument, else its standard value.
function setting(name, standard) {
    given = split(getArgument(), ";");
    for (i = 0; i < given.length; i++)
        if (startsWith(given[i], name + "=")) return substring(given[i], lengthOf(name) + 1);
    return standard;
}
