/**
 * Options as users type them: names, accepted values, defaults, help, and what was probably meant.
 */
package io.github.robustj.option;
