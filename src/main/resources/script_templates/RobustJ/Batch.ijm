// Segments every image of a folder: a label image, outlines for the ROI Manager and a table each.

#@ File (label = "Folder of the model", style = "directory") model
#@ File (label = "Folder of images", style = "directory") images
#@ File (label = "Folder for the results", style = "directory") results

setBatchMode(true);
File.makeDirectory(results);
files = getFileList(images);
for (f = 0; f < files.length; f++) {
    if (endsWith(files[f], "/")) continue;  // a folder
    start = results + "/" + files[f];
    run("Predict...", "model=[" + model + "] input=[" + images + "/" + files[f] + "]"
        + " roi_file=[" + start + "-rois.zip]");
    name = getTitle();
    saveAs("Tiff", start + "-outlines.tif");
    selectImage(name + "-labels");
    saveAs("Tiff", start + "-labels.tif");
    saveAs("Results", start + ".csv");
    close("*");
    print(f + 1 + " of " + files.length + ": " + files[f]);
}
