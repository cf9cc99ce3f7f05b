/** Image and label files, folders of them, and ImageJ's images as ours: one file per format. */
package io.github.robustj.data.reader;
