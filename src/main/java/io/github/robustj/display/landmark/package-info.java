/** How landmarks are shown: points, their ways to the truth, measurements and errors. */
package io.github.robustj.display.landmark;
