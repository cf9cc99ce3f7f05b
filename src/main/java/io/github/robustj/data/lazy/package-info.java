/**
 * Images larger than memory: their pixels are read block by block when somebody looks at them, and
 * the blocks of all images together are kept in one cache ({@link
 * io.github.robustj.data.lazy.BlockCache}), an eighth of Java's memory, those used last, and each
 * in as few bytes as hold its numbers. Whoever reads holds one block more. Blocks that are not
 * numbers are refused when they are read, since nobody can look through such an image before.
 */
package io.github.robustj.data.lazy;
