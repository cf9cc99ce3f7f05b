// Trains a network that finds named points, and draws what it finds in a new image.
// The folder has images/ and landmarks.csv: image,pixel_size_mm,NAME_x,NAME_y,...

#@ File (label = "Folder with images/ and landmarks.csv", style = "directory") data
#@ File (label = "Folder for the model", style = "directory") model
#@ String (label = "Epochs", value = "auto") epochs
#@ String (label = "Longest side the network sees, pixels", value = "auto") resolution
#@ File (label = "New image") image

run("Train Model...", "task=landmark data=[" + data + "] out=[" + model + "] epochs=" + epochs
    + " resolution=" + resolution);
run("Predict...", "model=[" + model + "] input=[" + image + "]");
for (row = 0; row < nResults; row++)
    print(getResultString("landmark", row) + " at " + getResult("x", row) + ", " + getResult("y", row));
