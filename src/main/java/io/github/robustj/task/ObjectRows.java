package io.github.robustj.task;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Finds the objects of a slice in its rows of cells, from the top to the bottom, so that what a
 * network says of a large slice is never held whole. They are those of {@link Task#decode}, to the
 * last bit, however the rows are divided.
 *
 * @param next takes the outputs of the next rows, {@code [1, y, x, channel]}, which are not needed
 *     afterwards
 * @param objects asked once, when all rows are given: in pixels of the image, the surest first
 */
public record ObjectRows(Consumer<Tensor> next, Supplier<List<BoxedObject>> objects) {}
