package io.github.robustj.ij1;

import ij.ImageJ;
import java.nio.file.Path;

/** Somebody in front of a screen who calls every command by the menu, and by a macro. */
final class EveryWaySession {

  private EveryWaySession() {}

  /**
   * @param arguments the folder of images, data and models
   */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      new ImageJ(ImageJ.NO_SHOW);
      Menu.install();
      for (Way way : new Way[] {Way.MENU, Way.MACRO_WITH_SCREEN})
        EveryWayTest.callAll(way, Path.of(arguments[0]));
      status = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    }
    System.exit(status);
  }
}
