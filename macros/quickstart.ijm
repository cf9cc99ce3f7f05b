// RobustJ in five minutes: train one network on clean images and one with adaptive margins, attack
// both, look at what they see, and measure how fast each loses its score as attacks grow.
//
// In Fiji or ImageJ: open this file in the script editor and press Run.
// In a shell:        robustj macro macros/quickstart.ijm "out=my results;epochs=20"
//
// The argument is optional: settings of the list below as name=value, separated by semicolons.
// Everything is written into one folder, which is made if it is missing.

root     = setting("root", File.getParent(File.getParent(getInfo("macro.filepath"))));
out      = setting("out", root + "/quickstart");
image    = setting("image", "hippocampus_015");   // the test case to attack
epochs   = setting("epochs", "10");               // of each training; few, for speed
options  = setting("options", "width=8");         // more options of Train Model; a small network, for speed
preset   = setting("preset", "replay");           // how the margins are trained; replay costs least
epsilon  = setting("epsilon", "4");               // size of the attack that is shown
epsilons = setting("epsilons", "0,2,4,6");        // sizes of the attacks that are measured
steps    = setting("steps", "20");                // gradient steps of these attacks

data = root + "/sample-data/segmentation-hippocampus";
methods = newArray("standard", "adaptive_margin");
only = newArray("", " preset=" + preset);          // what only this method has
models = newArray(out + "/model-standard", out + "/model-adaptive_margin");
setBatchMode(true);
File.makeDirectory(out);

// 1. Train. A folder of data has images/ and labels/ with files of the same names. With resume, a
// training that was interrupted goes on, and a finished one is not done twice.
for (m = 0; m < methods.length; m++)
    run("Train Model...", "data=[" + data + "/train] out=[" + models[m] + "] method=" + methods[m]
        + " epochs=" + epochs + only[m] + " seed=1 resume " + options);

// 2. Attack one test image and draw what each model saw before and sees now.
for (m = 0; m < methods.length; m++) {
    run("Attack Image...", "input=[" + data + "/test/images/" + image + ".nii.gz]"
        + " label=[" + data + "/test/labels/" + image + ".nii.gz] model=[" + models[m] + "]"
        + " epsilon=" + epsilon + " steps=" + steps + " picture");
    saveAs("Tiff", out + "/" + image + "-adversarial-" + methods[m] + ".tif");  // with the outlines
    saveAs("Results", out + "/" + image + "-attack-" + methods[m] + ".csv");
    selectImage(image + "-picture");
    rename(methods[m]);
}
run("Combine...", "stack1=" + methods[0] + " stack2=" + methods[1] + " combine");
saveAs("PNG", out + "/" + image + "-what-both-models-see.png");

// 3. Evaluate both models on all test cases: clean, and under attacks of growing size.
sizes = split(epsilons, ",");
for (i = 0; i < sizes.length; i++) sizes[i] = parseFloat(sizes[i]);
Plot.create("Robustness", "epsilon (L2, normalised intensities)", "mean Dice");
Plot.setFontSize(16);
colors = newArray("#D55E00", "#0072B2");
for (m = 0; m < methods.length; m++) {
    run("Evaluate Robustness...", "model=[" + models[m] + "] data=[" + data + "/test]"
        + " epsilons=" + epsilons + " steps=" + steps
        + " out=[" + out + "/evaluation-" + methods[m] + ".json]");
    scores = newArray(sizes.length);
    for (i = 0; i < sizes.length; i++) {
        scores[i] = getResult("mean", i);
        print(methods[m] + ": mean Dice " + d2s(scores[i], 3) + " at epsilon " + sizes[i]);
    }
    Plot.setColor(colors[m], colors[m]);
    Plot.setLineWidth(3);
    Plot.add("connected circle", sizes, scores);
}
Plot.setLimits(0, NaN, 0, 1);
Plot.setColor("black");
Plot.setLegend(methods[0] + "\t" + methods[1], "bottom-left");
Plot.show();
saveAs("PNG", out + "/robustness.png");
print("Done: " + out);

// A setting from the macro's argument, else its standard value.
function setting(name, standard) {
    given = split(getArgument(), ";");
    for (i = 0; i < given.length; i++)
        if (startsWith(given[i], name + "=")) return substring(given[i], lengthOf(name) + 1);
    return standard;
}
