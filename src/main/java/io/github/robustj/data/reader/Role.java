package io.github.robustj.data.reader;

/**
 * What a file's pixels are wanted for. Of an image counts what it looks like: the colours of a
 * palette, white where white is zero. Of labels counts the number that is stored.
 */
public enum Role {
  IMAGE,
  LABELS
}
