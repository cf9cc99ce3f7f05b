/** The engine that computes, as files: where it is, where it comes from, how it is installed. */
package io.github.robustj.engine;
