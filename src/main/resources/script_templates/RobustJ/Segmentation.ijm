// Trains a network that segments images, and outlines what it finds in a new image.
// The folder has images/ and labels/ with files of the same names (NIfTI, TIFF, PNG, JPEG, DICOM).

#@ File (label = "Folder with images/ and labels/", style = "directory") data
#@ File (label = "Folder for the model", style = "directory") model
#@ String (label = "Method", choices = {"standard", "adversarial", "trades", "adaptive_margin"}, value = "adaptive_margin") method
#@ String (label = "Epochs", value = "auto") epochs
#@ File (label = "New image") image

// Any other option of Train Model... can stand here, too; the macro recorder writes them.
run("Train Model...", "data=[" + data + "] out=[" + model + "] method=" + method + " epochs=" + epochs);

// The image with its outlines is current afterwards, the table in the results.
run("Predict...", "model=[" + model + "] input=[" + image + "]");
for (row = 0; row < nResults; row++)
    print(getResultString("class", row) + ": mean score " + getResult("mean_score", row));
