// Count the cells of a whole series of slides: one table with a row per image and a column per class.
//
// In a shell: robustj macro macros/count_cells.ijm "model=/my/model;images=/my/slides;out=/my/results"
// The argument is optional: settings of the list below as name=value, separated by semicolons.

root      = File.getParent(File.getParent(getInfo("macro.filepath")));
model     = setting("model", root + "/quickstart/cells/model");
images    = setting("images", root + "/sample-data/detection-bccd/test/images");
out       = setting("out", root + "/quickstart/counts");
threshold = setting("threshold", "-1");  // score from which on a cell counts; -1: the model's own
overlays  = setting("overlays", "true"); // also save every image with its boxes

setBatchMode(true);
File.makeDirectory(out);
files = getFileList(images);
table = "";
done = 0;
failed = "";
for (f = 0; f < files.length; f++) {
    if (endsWith(files[f], "/")) continue;  // a folder
    before = nImages;
    run("Predict...", "model=[" + model + "] input=[" + images + "/" + files[f] + "] threshold=" + threshold
        + " go_on");
    if (nImages == before) {  // the log says why
        failed = failed + files[f] + "\n";
        continue;
    }
    name = getTitle();
    classes = split(String.getResultsHeadings, "\t");
    if (table == "") table = String.join(classes, ",") + "\n";
    // Row 0 is the whole image; in stacks a row for each slice follows.
    for (row = 0; row < nResults; row++) {
        cells = newArray(classes.length);
        for (c = 0; c < classes.length; c++) cells[c] = getResultString(classes[c], row);
        table = table + String.join(cells, ",") + "\n";
    }
    if (overlays == "true") saveAs("Tiff", out + "/" + name + "-cells.tif");
    close("*");
    done++;
    print(done + ": " + name);
}
File.saveString(table, out + "/counts.csv");
print(table);
if (failed != "") exit("These files failed, the others are done:\n" + failed);

// A setting from the macro's argument, else its standard value.
function setting(name, standard) {
    given = split(getArgument(), ";");
    for (i = 0; i < given.length; i++)
        if (startsWith(given[i], name + "=")) return substring(given[i], lengthOf(name) + 1);
    return standard;
}
