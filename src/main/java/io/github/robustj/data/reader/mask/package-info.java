/** Folders of images with label images. */
package io.github.robustj.data.reader.mask;
