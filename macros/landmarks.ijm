// Train a model that finds landmarks, measure it, find the landmarks of new images and attack one.
//
// In a shell: robustj macro macros/landmarks.ijm "train=/my/train;test=/my/test;out=/my/results"
// The argument is optional: settings of the list below as name=value, separated by semicolons.

root     = File.getParent(File.getParent(getInfo("macro.filepath")));
train    = setting("train", root + "/sample-data/landmarks-hc18/train");
test     = setting("test", root + "/sample-data/landmarks-hc18/test");
out      = setting("out", root + "/quickstart/landmarks");
epochs   = setting("epochs", "0");      // passes over the data; 0: as many as are usual
options  = setting("options", "");      // anything else for the training, e.g. "method=adaptive_margin"
epsilons = setting("epsilons", "0,1");  // radii of the attacks; 0 is the clean image
steps    = setting("steps", "20");
epsilon  = setting("epsilon", "1");
measure  = setting("measure",           // the two diameters of the fetal head
    "OFD = distance(ofd_left, ofd_right); BPD = distance(bpd_upper, bpd_lower)");

setBatchMode(true);
model = out + "/model";
File.makeDirectory(out);

// The data folder has images/ and landmarks.csv: image,pixel_size_mm,NAME_x,NAME_y,...
run("Train Model...", "data=[" + train + "] out=[" + model + "] task=landmark epochs=" + epochs
    + " resume " + options);

// Radial errors in mm, and how many landmarks are found within 2, 2.5, 3 and 4 mm.
run("Evaluate Robustness...", "model=[" + model + "] data=[" + test + "] out=[" + out
    + "/evaluation.json] epsilons=" + epsilons + " steps=" + steps + " measurements=[" + measure + "]");
for (row = 0; row < nResults; row++)
    if (getResultString("landmark", row) == "all")
        print("epsilon " + getResult("epsilon", row) + ": mean radial error "
            + getResult("mre", row) + " mm");
close("*");

// The points on every image, as an overlay and as a table.
files = getFileList(test + "/images");
for (f = 0; f < files.length; f++) {
    run("Predict...", "model=[" + model + "] input=[" + test + "/images/" + files[f]
        + "] measurements=[" + measure + "] measurement_file=[" + out + "/" + files[f] + "-diameters.csv]");
    name = getTitle();
    saveAs("Tiff", out + "/" + name + "-landmarks.tif");
    saveAs("Results", out + "/" + name + "-landmarks.csv");
    close("*");
}

// The adversarial image is current after the attack; its lines lead from the truth to what is found.
run("Attack Image...", "model=[" + model + "] input=[" + test + "/images/" + files[0] + "] label=["
    + test + "/landmarks.csv] epsilon=" + epsilon + " steps=" + steps);
saveAs("Tiff", out + "/attack.tif");
saveAs("Results", out + "/attack.csv");
close("*");

// A setting from the macro's argument, else its standard value.
function setting(name, standard) {
    given = split(getArgument(), ";");
    for (i = 0; i < given.length; i++)
        if (startsWith(given[i], name + "=")) return substring(given[i], lengthOf(name) + 1);
    return standard;
}
