/**
 * The commands in ImageJ 1: their dialogs, also used in Fiji, and the menu entries of {@code
 * plugins.config} for an ImageJ without SciJava menus.
 */
package io.github.robustj.ij1;
