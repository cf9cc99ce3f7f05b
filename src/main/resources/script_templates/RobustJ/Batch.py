# Segments every image of a folder: a label image and a table each.

#@ File (label = "Folder of the model", style = "directory") model
#@ File (label = "Folder of images", style = "directory") images
#@ File (label = "Folder for the results", style = "directory") results

import os
from ij import IJ
from io.github.robustj import RobustJ
from io.github.robustj.display import LabelImages, Tables

if not os.path.isdir(results.path):
    os.makedirs(results.path)
for name in sorted(os.listdir(images.path)):
    print(name)
    image = RobustJ.open(os.path.join(images.path, name))
    prediction = RobustJ.predict(image, model.path, {})
    start = os.path.join(results.path, name)
    IJ.saveAsTiff(LabelImages.of(prediction), start + "-labels.tif")
    Tables.shown(Tables.prediction(prediction)).save(start + ".csv")
