// Trains a network that boxes objects of several classes, and counts those in a new image.
// The folder has images/ and the boxes as Pascal VOC in annotations/, YOLO in labels/, COCO or boxes.csv.

#@ File (label = "Folder with images/ and boxes", style = "directory") data
#@ File (label = "Folder for the model", style = "directory") model
#@ String (label = "Epochs", value = "auto") epochs
#@ String (label = "Longest side the network sees, pixels", value = "auto") resolution
#@ File (label = "New image") image
#@ Double (label = "Score from which on an object counts", value = 0.5, min = 0.05, max = 1) threshold
#@output ImagePlus outlined

import io.github.robustj.RobustJ
import io.github.robustj.display.ContourStyle
import io.github.robustj.display.DetectionOverlay
import io.github.robustj.display.detection.DetectionTables
import io.github.robustj.display.Tables

RobustJ.train(data.path, model.path, [task: "detection", epochs: epochs, resolution: resolution])

outlined = RobustJ.open(image.path)
// All objects down to a low score: another threshold needs no other run.
found = RobustJ.detect(outlined, model.path, [:]).at(threshold)
drawing = new DetectionOverlay(found.classes(), found.width(), found.height(), ContourStyle.PREDICTION)
outlined.overlay = drawing.of(found.objects())

// Tables of ImageJ: show(title) opens one, save(path) writes it. DetectionTables.boxes has every box.
counts = Tables.shown(DetectionTables.counts(found))
for (row in 0..<counts.size()) println counts.getRowAsString(row)
