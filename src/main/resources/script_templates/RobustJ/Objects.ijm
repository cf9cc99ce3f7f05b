// Trains a network that boxes objects of several classes, and counts those in a new image.
// The folder has images/ and the boxes as Pascal VOC in annotations/, YOLO in labels/, COCO or boxes.csv.

#@ File (label = "Folder with images/ and boxes", style = "directory") data
#@ File (label = "Folder for the model", style = "directory") model
#@ String (label = "Epochs", value = "auto") epochs
#@ String (label = "Longest side the network sees, pixels", value = "auto") resolution
#@ File (label = "New image") image
#@ Double (label = "Score from which on an object counts", value = 0.5, min = 0.05, max = 1) threshold

run("Train Model...", "task=detection data=[" + data + "] out=[" + model + "] epochs=" + epochs
    + " resolution=" + resolution);
run("Predict...", "model=[" + model + "] input=[" + image + "]");
// All objects down to a low score stay with the image, so that the threshold moves without the model.
run("Detection Threshold...", "threshold=" + threshold);
print(getTitle() + " has " + getResult("all", 0) + " objects");
