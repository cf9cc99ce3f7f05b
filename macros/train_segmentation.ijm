// Train a segmentation network that resists small adversarial perturbations.
//
// In a shell: robustj macro macros/train_segmentation.ijm "data=/my/data;out=/my/model"
// The argument is optional: settings of the list below as name=value, separated by semicolons.

root    = File.getParent(File.getParent(getInfo("macro.filepath")));
data    = setting("data", root + "/sample-data/segmentation-hippocampus/train");
out     = setting("out", root + "/quickstart/my-model");
method  = setting("method", "adaptive_margin");  // standard, adversarial, trades, ... or adaptive_margin
epochs  = setting("epochs", "0");                // passes over the data; 0: as many as are usual
options = setting("options", "");                // anything else, e.g. "width=32 margin_max=15"

// The data folder has images/ and labels/ with files of the same names (NIfTI, TIFF, PNG, DICOM),
// or is in nnU-Net's layout. A training that was interrupted goes on with the option resume.
run("Train Model...", "data=[" + data + "] out=[" + out + "] method=" + method
    + " epochs=" + epochs + " " + options);

// A row per epoch; the same numbers are in the model's history.png.
history = split(File.openAsString(out + "/history.csv"), "\n");
print(history[0]);
print(history[history.length - 1]);

// A setting from the macro's argument, else its standard value.
function setting(name, standard) {
    given = split(getArgument(), ";");
    for (i = 0; i < given.length; i++)
        if (startsWith(given[i], name + "=")) return substring(given[i], lengthOf(name) + 1);
    return standard;
}
