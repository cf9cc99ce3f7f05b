package io.github.robustj.command;

import org.scijava.plugin.SciJavaPlugin;

/**
 * Marks what users add for SciJava's index: {@code @Plugin(type = RobustJPlugin.class)} on a class
 * that extends {@link io.github.robustj.attack.AttackType}, {@link
 * io.github.robustj.task.ObjectiveType} or {@link io.github.robustj.training.MethodType}. The class
 * need not implement it, since a worker has no SciJava.
 */
public interface RobustJPlugin extends SciJavaPlugin {}
