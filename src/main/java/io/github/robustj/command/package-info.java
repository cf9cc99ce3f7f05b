/**
 * The SciJava commands, {@code Plugins>RobustJ>...}, as thin shells around the jobs, and what lets
 * them behave alike in menus, macros, batch mode, scripts and headless runs.
 *
 * <p>A command lists its options, page by page, from {@link io.github.robustj.job.OptionTable};
 * that list is the dialog, the macro keys and the SciJava inputs. The keys are public: macros
 * record them.
 */
package io.github.robustj.command;
