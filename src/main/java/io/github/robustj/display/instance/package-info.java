/** How outlines of objects are shown: as ROIs, as a label image, and counted. */
package io.github.robustj.display.instance;
