/**
 * Arrays and groups of <a href="https://zarr-specs.readthedocs.io">Zarr</a>, versions 2 and 3, in
 * local folders: n-dimensional numbers in chunks, each a file of its own, or several in a shard.
 *
 * <p>A decoded chunk is always the same: little-endian numbers in C order (last axis fastest), as
 * many as the chunk's shape says, also where the array ends within it; a chunk that has no file is
 * full of the array's fill value. What a file states is held against the array's description before
 * memory is taken for it, so that a damaged or hostile file costs a sentence and not the memory.
 *
 * <p>The libraries that read Zarr in Java need others that Maven Central does not have, so metadata
 * and the frame of Blosc are our own few lines; the compressions come from Java and aircompressor.
 */
package io.github.robustj.zarr;
