/** Folders of images with boxes: tables, ROIs, COCO, Pascal VOC and YOLO. */
package io.github.robustj.data.reader.box;
