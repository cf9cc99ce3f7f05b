// A first look in seconds, with the models that RobustJ brings along: what a standard and
// a robust one see in an image of each task, before and after an attack, in one picture.
//
// In a shell: robustj macro macros/first_look.ijm "out=my results;steps=50"
// The argument is optional: settings of the list below as name=value, separated by semicolons.

root  = File.getParent(File.getParent(getInfo("macro.filepath")));
out   = setting("out", root + "/quickstart");
steps = setting("steps", "20");         // gradient steps of the attacks

tasks = split(setting("tasks", "hippocampus,fetal-head,blood-cells"), ",");

// Of these tasks: the sample, its title, and the size of the attack, in normalised intensities (L2).
samples  = newArray("Hippocampus (segmentation)", "Fetal Head (landmarks)", "Blood Cells (objects)");
titles   = newArray("hippocampus\nin MRI", "fetal head\nin ultrasound", "blood cells\nin a smear");
epsilons = newArray(4, 6, 10);
kinds    = newArray("standard", "robust");
left     = 150;                         // of the first panel
width    = 260;                         // of a panel
gap      = 10;

setBatchMode(true);
File.makeDirectory(out);
newImage("first look", "RGB white", left + 4 * (width + gap), 2000, 1);
for (k = 0; k < kinds.length; k++) {
    heading("" + kinds[k] + " network", left + 2 * k * (width + gap));
    heading("the same, attacked", left + (2 * k + 1) * (width + gap));
}
top = 64;
for (t = 0; t < tasks.length; t++) {
    if (tasks[t] == "hippocampus") s = 0;
    if (tasks[t] == "fetal-head") s = 1;
    if (tasks[t] == "blood-cells") s = 2;
    run(samples[s]);
    if (nSlices > 1) {
        setSlice(15);
        run("Duplicate...", "title=slice");
    }
    image = getTitle();
    whole = round(width * getHeight() / getWidth());
    height = minOf(width, whole);   // at most a square is shown
    for (k = 0; k < kinds.length; k++) {
        model = tasks[t] + "-" + kinds[k];
        x = left + 2 * k * (width + gap);
        selectImage(image);
        run("Attack Image...", "model=" + model + " truth_from_overlay epsilon=" + epsilons[s]
            + " steps=" + steps);
        adversarial = getTitle();
        said = scores();
        selectImage(image);
        run("Duplicate...", "title=before");
        seen("before", model, x, said[0]);
        seen(adversarial, model, x + width + gap, said[1]);
    }
    selectImage("first look");
    setFont("SansSerif", 17, "bold antialiased");
    drawString(titles[s], gap, top + height / 2);
    top += height + 40;
}
selectImage("first look");
makeRectangle(0, 0, getWidth(), top);
run("Crop");
saveAs("PNG", out + "/first-look.png");
print("Done: " + out + "/first-look.png");

// What a model sees in an image, as a panel with a line of text below.
function seen(title, model, x, text) {
    selectImage(title);
    Overlay.remove;
    run("Predict...", "model=" + model + " table=false");
    selectImage(title);
    run("Size...", "width=" + width + " height=" + whole + " constrain interpolation=None");
    // Lines alone, the same in all panels; the points of a head are joined to its two diameters.
    xs = newArray(0);
    ys = newArray(0);
    for (i = Overlay.size - 1; i >= 0; i--) {
        Overlay.activateSelection(i);
        if (Roi.getType == "point") {
            Roi.getCoordinates(x1, y1);
            xs = Array.concat(xs, x1);
            ys = Array.concat(ys, y1);
        }
        if (Roi.getType == "text") Overlay.removeSelection(i);
    }
    run("Select None");
    Overlay.setStrokeWidth(3);
    run("Flatten");
    setColor("#ffd34d");
    setLineWidth(2);
    for (i = 0; i + 1 < xs.length; i += 2) drawLine(xs[i], ys[i], xs[i + 1], ys[i + 1]);
    makeRectangle(0, 0, width, height);
    run("Copy");
    close();
    selectImage("first look");
    makeRectangle(x, top, width, height);
    run("Paste");
    setFont("SansSerif", 15, "antialiased");
    setColor("black");
    drawString(text, x, top + height + 20);
    close(title);
}

// What the attack says of the image, before and after.
function scores() {
    said = newArray("", "");
    times = newArray("before", "after");
    for (i = 0; i < 2; i++) {
        if (matches(String.getResultsHeadings, "(?s).*dice_before.*"))
            said[i] = "Dice " + d2s(mean("dice_" + times[i]), 2);
        else if (matches(String.getResultsHeadings, "(?s).*error_before.*"))
            said[i] = "off by " + d2s(mean("error_" + times[i]), 1) + " " + getResultString("unit", 0);
        else
            said[i] = "" + sum("found_" + times[i]) + " of " + sum("objects") + " found, "
                + sum("false_" + times[i]) + " false";
    }
    return said;
}

function sum(column) {
    total = 0;
    for (row = 0; row < nResults; row++) total += getResult(column, row);
    return total;
}

function mean(column) {
    return sum(column) / nResults;
}

function heading(text, x) {
    setFont("SansSerif", 17, "bold antialiased");
    setColor("black");
    drawString(text, x, 50);
}

// A setting from the macro's argument, else its standard value.
function setting(name, standard) {
    given = split(getArgument(), ";");
    for (i = 0; i < given.length; i++)
        if (startsWith(given[i], name + "=")) return substring(given[i], lengthOf(name) + 1);
    return standard;
}
