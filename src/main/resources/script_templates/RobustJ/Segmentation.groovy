// Trains a network that segments images, and outlines what it finds in a new image.
// The folder has images/ and labels/ with files of the same names (NIfTI, TIFF, PNG, JPEG, DICOM).

#@ File (label = "Folder with images/ and labels/", style = "directory") data
#@ File (label = "Folder for the model", style = "directory") model
#@ String (label = "Method", choices = {"standard", "adversarial", "trades", "adaptive_margin"}, value = "adaptive_margin") method
#@ String (label = "Epochs", value = "auto") epochs
#@ File (label = "New image") image
#@output ImagePlus outlined
#@output ImagePlus labels

import ij.IJ
import io.github.robustj.RobustJ
import io.github.robustj.display.ContourStyle
import io.github.robustj.display.Contours
import io.github.robustj.display.LabelImages
import io.github.robustj.job.JobListener

// Shows how far the training is; the escape key stops it.
class StatusBar implements JobListener {
    void progress(double fraction, String message) {
        IJ.showProgress(fraction)
        IJ.showStatus(message)
    }
    boolean cancelled() { IJ.escapePressed() }
}

// Any other option of Train Model... can stand here, too, as in width: 32.
IJ.resetEscape()
RobustJ.train(data.path, model.path, [method: method, epochs: epochs], new StatusBar())

outlined = RobustJ.open(image.path)
prediction = RobustJ.predict(outlined, model.path, [:])
outlined.overlay = Contours.of(prediction.mask(), prediction.classes(), ContourStyle.PREDICTION)
labels = LabelImages.of(prediction)
