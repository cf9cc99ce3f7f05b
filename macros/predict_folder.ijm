// Segment every image of a folder: a label image, outlines for the ROI Manager and a table each.
//
// In a shell: robustj macro macros/predict_folder.ijm "model=/my/model;images=/my/images;out=/my/results"
// The argument is optional: settings of the list below as name=value, separated by semicolons.

root   = File.getParent(File.getParent(getInfo("macro.filepath")));
model  = setting("model", root + "/quickstart/model-adaptive_margin");
images = setting("images", root + "/sample-data/segmentation-hippocampus/test/images");
out    = setting("out", root + "/quickstart/predictions");

setBatchMode(true);
File.makeDirectory(out);
files = getFileList(images);
failed = "";
for (f = 0; f < files.length; f++) {
    if (endsWith(files[f], "/")) continue;  // a folder
    before = nImages;
    run("Predict...", "model=[" + model + "] input=[" + images + "/" + files[f] + "]"
        + " roi_file=[" + out + "/" + files[f] + "-rois.zip] go_on");
    if (nImages == before) {  // the log says why
        failed = failed + files[f] + "\n";
        continue;
    }

    // The image with its outlines is current now.
    name = getTitle();
    saveAs("Tiff", out + "/" + name + "-outlines.tif");
    selectImage(name + "-labels");
    saveAs("Tiff", out + "/" + name + "-labels.tif");
    saveAs("Results", out + "/" + name + ".csv");
    close("*");
    print(f + 1 + " of " + files.length + ": " + name);
}
if (failed != "") exit("These files failed, the others are done:\n" + failed);

// A setting from the macro's argument, else its standard value.
function setting(name, standard) {
    given = split(getArgument(), ";");
    for (i = 0; i < given.length; i++)
        if (startsWith(given[i], name + "=")) return substring(given[i], lengthOf(name) + 1);
    return standard;
}
