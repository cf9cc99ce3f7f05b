// Trains a network that finds named points, draws what it finds in a new image and measures a distance.
// The folder has images/ and landmarks.csv: image,pixel_size_mm,NAME_x,NAME_y,...

#@ File (label = "Folder with images/ and landmarks.csv", style = "directory") data
#@ File (label = "Folder for the model", style = "directory") model
#@ String (label = "Epochs", value = "auto") epochs
#@ String (label = "Longest side the network sees, pixels", value = "auto") resolution
#@ File (label = "New image") image
#@ String (label = "Measurement", value = "OFD = distance(ofd_left, ofd_right)") measurement
#@output ImagePlus outlined

import io.github.robustj.RobustJ
import io.github.robustj.data.reader.image.ImagePlusConverter
import io.github.robustj.display.ContourStyle
import io.github.robustj.display.LandmarkOverlay
import io.github.robustj.display.landmark.LandmarkTables
import io.github.robustj.display.Tables
import io.github.robustj.data.Measurement

RobustJ.train(data.path, model.path, [task: "landmark", epochs: epochs, resolution: resolution])

outlined = RobustJ.open(image.path)
// Where the image tells no pixel size: [pixel_size: 0.2] for 0.2 mm.
found = RobustJ.locate(outlined, model.path, [:])
outlined.overlay = LandmarkOverlay.of(found.landmarks(), ImagePlusConverter.toImage(outlined), ContourStyle.PREDICTION)

// Tables of ImageJ: show(title) opens one, save(path) writes it.
points = Tables.shown(LandmarkTables.prediction(found))
measured = Tables.shown(LandmarkTables.measurements(found, Measurement.parse(measurement)))
for (table in [points, measured])
    for (row in 0..<table.size()) println table.getRowAsString(row)
