/**
 * OME-Zarr (<a href="https://ngff.openmicroscopy.org">OME-NGFF</a>) 0.4 and 0.5 in local folders.
 *
 * <p>An image is read lazily, by default at full resolution; a path into it, as {@code
 * slide.ome.zarr/2}, names a smaller level. Plates are folders of images, and of what
 * bioformats2raw converted the first series is read. Label images are written in blocks by several
 * threads or processes: they lie in an OME-Zarr of their own, since what a user has given is not
 * changed without being asked. Its description is written last, so that nobody takes a half for a
 * whole.
 */
package io.github.robustj.omezarr;
