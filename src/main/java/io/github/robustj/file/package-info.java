/**
 * Results reach the disk whole or not at all: written under a temporary name beside their place,
 * then moved there. Failures become sentences.
 */
package io.github.robustj.file;
