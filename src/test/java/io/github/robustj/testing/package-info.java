/** Small models and reference numbers that the tests of several packages share. */
package io.github.robustj.testing;
