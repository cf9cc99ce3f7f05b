// Segments every image of a folder: a label image, outlines for the ROI Manager and a table each.

#@ File (label = "Folder of the model", style = "directory") model
#@ File (label = "Folder of images", style = "directory") images
#@ File (label = "Folder for the results", style = "directory") results

import ij.IJ
import io.github.robustj.RobustJ
import io.github.robustj.display.ContourStyle
import io.github.robustj.display.Contours
import io.github.robustj.display.LabelImages
import io.github.robustj.display.RoiZip
import io.github.robustj.display.Tables

results.mkdirs()
files = images.listFiles().findAll { it.isFile() && !it.isHidden() }.sort()
files.eachWithIndex { file, i ->
    println "${i + 1} of ${files.size()}: ${file.name}"
    prediction = RobustJ.predict(RobustJ.open(file.path), model.path, [:])
    name = new File(results, file.name).path
    IJ.saveAsTiff(LabelImages.of(prediction), name + "-labels.tif")
    Tables.shown(Tables.prediction(prediction)).save(name + ".csv")
    contours = Contours.of(prediction.mask(), prediction.classes(), ContourStyle.PREDICTION)
    RoiZip.write(contours, new File(name + "-rois.zip").toPath())
}
