package io.github.robustj.omezarr;

import io.github.robustj.zarr.ZarrGroup;
import java.nio.file.Path;

/** The versions of OME-Zarr that are written. */
public enum OmeVersion {
  /** In Zarr 2, a file for each chunk; most programs read it. */
  V0_4("0.4", 2),
  /** In Zarr 3, with shards: few large files. */
  V0_5("0.5", 3);

  private final String text;
  private final int zarr;

  OmeVersion(String text, int zarr) {
    this.text = text;
    this.zarr = zarr;
  }

  String text() {
    return text;
  }

  /** The version of Zarr. */
  int zarr() {
    return zarr;
  }

  /** That of an image that is one of OME-Zarr; 0.4 for what comes from all others. */
  public static OmeVersion like(Path source) {
    return ZarrGroup.isGroup(source) && ZarrGroup.open(source).version() == 3 ? V0_5 : V0_4;
  }
}
