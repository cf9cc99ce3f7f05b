/**
 * Work that is divided: which parts it has, which of them a process does, and on disk what was
 * found of those that are finished, so that processes on any number of machines can do them in any
 * order, and another one, or the same, joins them.
 *
 * <p>Joining is the undivided command that finds all its parts finished, so that its results are
 * those of a single run by construction. Nothing here knows what parts are of.
 */
package io.github.robustj.parts;
