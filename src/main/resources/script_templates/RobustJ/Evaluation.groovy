// Measures how fast models lose their score as attacks grow, and draws one curve for each.

#@ File (label = "Folder with images/ and labels/", style = "directory") data
#@ File[] (label = "Folders of the models", style = "directories") models
#@ String (label = "Epsilons (0 is the clean image)", value = "0,2,4,6") epsilons
#@ Integer (label = "Steps of the attack", value = 20, min = 1) steps
#@ File (label = "Table to write (.csv)", style = "save") table
#@output ImagePlus plot

import io.github.robustj.RobustJ
import io.github.robustj.display.Plots
import io.github.robustj.display.Tables

curves = [:]
models.each { model ->
    curves[model.name] = RobustJ.evaluate(data.path, model.path, [epsilons: epsilons, steps: steps])
    curves[model.name].points().each { println "${model.name}: ${it.mean()} at epsilon ${it.epsilon()}" }
}
Tables.shown(Tables.evaluation(curves)).save(table.path)
plot = Plots.robustness("Robustness", curves)
