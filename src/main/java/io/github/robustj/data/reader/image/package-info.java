/** Image files, one file per format, and ImageJ's images as ours. */
package io.github.robustj.data.reader.image;
