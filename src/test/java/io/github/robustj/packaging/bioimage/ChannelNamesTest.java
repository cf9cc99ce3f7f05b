package io.github.robustj.packaging.bioimage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelNamesTest {

  @Test
  void namesAreWordsThatPythonTakesForVariables() {
    assertEquals(
        List.of("left_ventricle", "channel_2", "Nukleus", "channel"),
        ChannelNames.of(List.of("left ventricle", "2", "Nukl\u00ebus", "\u03bc")));
    assertEquals(
        List.of("channel_None", "channel_True", "channel_False", "channel_class"),
        ChannelNames.of(List.of("None", "True", "False", "class")));
    assertEquals(List.of("a", "a_2", "a_3"), ChannelNames.of(List.of("a", "a", "a ")));
  }
}
