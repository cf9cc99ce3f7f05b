/** The catalogue of the ways that tasks are shown, which commands, verbs and scripts ask. */
package io.github.robustj.display.task;
