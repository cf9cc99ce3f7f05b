/**
 * What the readers of all annotations share: folders, tables, JSON, ROI files, splits and groups.
 */
package io.github.robustj.data.reader;
