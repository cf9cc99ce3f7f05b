// Measures how fast models lose their score as attacks grow, draws one curve for each, and tests whether they differ.

#@ File (label = "Folder with images/ and labels/", style = "directory") data
#@ File[] (label = "Folders of the models", style = "directories") models
#@ String (label = "Epsilons (0 is the clean image)", value = "0,2,4,6") epsilons
#@ Integer (label = "Steps of the attack", value = 20, min = 1) steps
#@ File (label = "Table to write (.csv)", style = "save") table
#@output ImagePlus plot

import io.github.robustj.RobustJ
import io.github.robustj.display.Plots
import io.github.robustj.display.Tables
import io.github.robustj.evaluation.PairedComparison

results = RobustJ.evaluate(data.path, models*.path, [epsilons: epsilons, steps: steps])
results.each { name, result ->
    result.points().each { println "${name}: ${it.mean()} at epsilon ${it.epsilon()}" }
}
if (results.size() > 1) PairedComparison.table(results).lines().each { println it }
Tables.shown(Tables.evaluation(results)).save(table.path)
plot = Plots.robustness("Robustness", results)
