package io.github.robustj.packaging.bioimage;

import io.github.robustj.packaging.bioimage.NewPackage.Input;
import io.github.robustj.packaging.bioimage.NewPackage.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The axes batch, y, x, channel of a tensor as the specification has them. */
final class NewAxes {

  private NewAxes() {}

  static List<Map<String, Object>> of(Input input) {
    List<String> names =
        IntStream.range(0, input.channels()).mapToObj(c -> "channel_" + c).toList();
    return List.of(
        batch(input.single()),
        space("y", length(input.height(), input.step())),
        space("x", length(input.width(), input.step())),
        channel(names));
  }

  /** As long as those of the input over the stride. */
  static List<Map<String, Object>> of(Output output, boolean single) {
    return List.of(
        batch(single),
        scaled(space("y", follows("y")), output.stride()),
        scaled(space("x", follows("x")), output.stride()),
        channel(output.channels()));
  }

  private static Map<String, Object> batch(boolean single) {
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put("type", "batch");
    if (single) axis.put("size", 1);
    return axis;
  }

  private static Map<String, Object> channel(List<String> names) {
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put("type", "channel");
    axis.put("channel_names", ChannelNames.of(names));
    return axis;
  }

  private static Map<String, Object> space(String id, Object size) {
    Map<String, Object> axis = new LinkedHashMap<>();
    axis.put("type", "space");
    axis.put("id", id);
    axis.put("size", size);
    return axis;
  }

  /** As long as the image over the stride. */
  private static Map<String, Object> scaled(Map<String, Object> axis, int stride) {
    if (stride > 1) axis.put("scale", (double) stride);
    return axis;
  }

  private static Object length(int side, int step) {
    if (side > 0) return side;
    Map<String, Object> size = new LinkedHashMap<>();
    size.put("min", step);
    size.put("step", step);
    return size;
  }

  private static Object follows(String axis) {
    Map<String, Object> size = new LinkedHashMap<>();
    size.put("tensor_id", PackageDescription.INPUT);
    size.put("axis_id", axis);
    size.put("offset", 0);
    return size;
  }
}
