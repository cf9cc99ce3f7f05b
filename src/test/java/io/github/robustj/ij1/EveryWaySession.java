package io.github.robustj.ij1;

import ij.ImageJ;
import java.nio.file.Path;

/** Somebody in front of a screen who calls every command by the menu, and by a macro. */
final class SameJobSession {

  private SameJobSession() {}

  /**
   * @param arguments the folder of images, data and models
   */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      new ImageJ(ImageJ.NO_SHOW);
      Menu.install();
      for (Way.Call call : Way.Call.all()) {
        Way.MENU.record(call, Path.of(arguments[0]));
        Way.MACRO_WITH_SCREEN.record(call, Path.of(arguments[0]));
      }
      status = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    }
    System.exit(status);
  }
}
