// Train a model that boxes and counts blood cells, measure it, count the cells of new images, move
// the threshold, and attack one image.
//
// In a shell: robustj macro macros/cells.ijm "train=/my/train;test=/my/test;out=/my/results"
// The argument is optional: settings of the list below as name=value, separated by semicolons.

root     = File.getParent(File.getParent(getInfo("macro.filepath")));
train    = setting("train", root + "/sample-data/detection-bccd/train");
test     = setting("test", root + "/sample-data/detection-bccd/test");
out      = setting("out", root + "/quickstart/cells");
epochs   = setting("epochs", "0");      // passes over the data; 0: as many as are usual
options  = setting("options", "");      // anything else for the training, e.g. "method=adaptive_margin"
epsilons = setting("epsilons", "0,2");  // radii of the attacks; 0 is the clean image
steps    = setting("steps", "20");
epsilon  = setting("epsilon", "2");

setBatchMode(true);
model = out + "/model";
File.makeDirectory(out);

// The data folder has images/ and the boxes as Pascal VOC, YOLO, COCO, boxes.csv or ROIs.
run("Train Model...", "data=[" + train + "] out=[" + model + "] task=detection epochs=" + epochs
    + " resume " + options);

// Average precision per class, and how far the counts are off, clean and under attack.
run("Evaluate Robustness...", "model=[" + model + "] data=[" + test + "] out=[" + out
    + "/evaluation.json] epsilons=" + epsilons + " steps=" + steps);
for (row = 0; row < nResults; row++)
    print("epsilon " + getResult("epsilon", row) + ", " + getResultString("class", row)
        + ": AP at IoU .5 " + getResult("ap50", row) + ", counts off by " + getResult("count_error", row));
close("*");

// The boxes on every image, as an overlay, as ROIs and as files for annotation tools.
files = getFileList(test + "/images");
for (f = 0; f < files.length; f++) {
    run("Predict...", "model=[" + model + "] input=[" + test + "/images/" + files[f]
        + "] roi_file=[" + out + "/" + files[f] + "-rois.zip] boxes_file=[" + out + "/" + files[f] + ".xml]");
    name = getTitle();
    print(name + ": " + getResult("all", 0) + " cells");

    // All cells down to a low score are kept with the image: the threshold moves without the model.
    run("Detection Threshold...", "threshold=0.3");
    print(name + ": " + getResult("all", 0) + " cells from score 0.3 on");
    saveAs("Tiff", out + "/" + name + "-cells.tif");
    saveAs("Results", out + "/" + name + "-counts.csv");
    close("*");
}

// The adversarial image is current after the attack: what was missed is white, what is not there thick.
annotation = replace(files[0], ".jpg", ".xml");
run("Attack Image...", "model=[" + model + "] input=[" + test + "/images/" + files[0] + "] label=["
    + test + "/annotations/" + annotation + "] epsilon=" + epsilon + " steps=" + steps + " picture");
name = replace(getTitle(), "-adversarial", "");
saveAs("Tiff", out + "/attack.tif");
saveAs("Results", out + "/attack.csv");
selectImage(name + "-picture");
saveAs("PNG", out + "/attack.png");
close("*");

// A setting from the macro's argument, else its standard value.
function setting(name, standard) {
    given = split(getArgument(), ";");
    for (i = 0; i < given.length; i++)
        if (startsWith(given[i], name + "=")) return substring(given[i], lengthOf(name) + 1);
    return standard;
}
