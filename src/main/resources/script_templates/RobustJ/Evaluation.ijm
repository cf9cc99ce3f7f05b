// Measures how fast a model loses its score as attacks grow.

#@ File (label = "Folder with images/ and labels/", style = "directory") data
#@ File (label = "Folder of the model", style = "directory") model
#@ String (label = "Epsilons (0 is the clean image)", value = "0,2,4,6") epsilons
#@ Integer (label = "Steps of the attack", value = 20, min = 1) steps
#@ File (label = "Result to write (.json)", style = "save") out

// Writes a table and a plot beside the result.
run("Evaluate Robustness...", "model=[" + model + "] data=[" + data + "] epsilons=" + epsilons
    + " steps=" + steps + " out=[" + out + "]");
for (row = 0; row < nResults; row++)
    print("mean score " + getResult("mean", row) + " at epsilon " + getResult("epsilon", row));
