package io.github.robustj.data.reader.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Small whole images of every format, by the ending of their file. */
public final class ImageSeeds {

  private static final int WIDTH = 19;
  private static final int HEIGHT = 13;

  private ImageSeeds() {}

  public static Map<String, List<byte[]>> all() throws IOException {
    Map<String, List<byte[]>> seeds = new LinkedHashMap<>();
    seeds.put("png", pictures("png"));
    seeds.put("jpg", pictures("jpg"));
    seeds.put("gif", pictures("gif"));
    seeds.put("bmp", pictures("bmp"));
    seeds.put("pgm", netpbm());
    seeds.put("tif", tiffs());
    seeds.put("dcm", dicoms());
    NiftiBuilder nifti = NiftiBuilder.counting(5, 4, 3).slope(.5f, 1);
    nifti.with(b -> b.putShort(254, (short) 1).putFloat(280, 1).putFloat(300, 1).putFloat(320, 1));
    seeds.put("nii", List.of(nifti.bytes()));
    seeds.put("nii.gz", List.of(NiftiBuilder.gzip(nifti.bytes())));
    return seeds;
  }

  private static List<byte[]> pictures(String format) throws IOException {
    byte[] ramp = new byte[16];
    for (int i = 0; i < 16; i++) ramp[i] = (byte) (15 * i);
    List<BufferedImage> pictures = new ArrayList<>();
    pictures.add(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY));
    pictures.add(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR));
    pictures.add(
        new BufferedImage(
            WIDTH,
            HEIGHT,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, 16, ramp, new byte[16], ramp)));
    if (format.equals("png")) {
      pictures.add(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY));
      pictures.add(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_4BYTE_ABGR));
    }
    List<byte[]> files = new ArrayList<>();
    for (BufferedImage picture : pictures) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      if (ImageIO.write(drawn(picture), format, out)) files.add(out.toByteArray());
    }
    return files;
  }

  private static BufferedImage drawn(BufferedImage picture) {
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        for (int band = 0; band < picture.getRaster().getNumBands(); band++)
          picture.getRaster().setSample(x, y, band, (x * 7 + y * 3 + band) % 16);
    return picture;
  }

  private static List<byte[]> netpbm() {
    String raw = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcd";
    return List.of(
        ascii("P2\n# text\n3 2\n15\n1 2 3\n4 5 6\n"),
        ascii("P5 5 6 255\n" + raw),
        ascii("P6 5 2 255\n" + raw),
        ascii("P5 5 3 65535\n" + raw),
        ascii("P1 3 2\n1 0 1 0 1 0\n"),
        ascii("P4 12 15\n" + raw),
        ascii("P3 1 2 255 1 2 3 4 5 6\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static List<byte[]> tiffs() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String compression : new String[] {"LZW", "Deflate", "PackBits"})
      files.add(java(compression));
    files.add(TiffBuilder.counting(WIDTH, HEIGHT).with(262, 0).bytes());
    String ome =
        "<?xml version=\"1.0\"?><OME><Image ID=\"Image:0\"><Pixels DimensionOrder=\"XYCZT\""
            + " SizeX=\"4\" SizeY=\"4\" SizeC=\"2\" SizeZ=\"1\" SizeT=\"1\"><TiffData IFD=\"0\" PlaneCount=\"2\"/></Pixels>"
            + "</Image></OME>";
    TiffBuilder pages = new TiffBuilder(ByteOrder.BIG_ENDIAN);
    files.add(pages.page(4, 4, 8, new byte[16]).with(270, ome).page(4, 4, 8, new byte[16]).bytes());
    ImageStack stack = new ImageStack(4, 3);
    for (int i = 0; i < 4; i++) stack.addSlice("slice " + i, new FloatProcessor(4, 3));
    ImagePlus hyperstack = new ImagePlus("stack", stack);
    hyperstack.setDimensions(2, 2, 1);
    hyperstack.setOpenAsHyperStack(true);
    hyperstack.setOverlay(new Overlay(new OvalRoi(1, 1, 2, 2)));
    hyperstack.setProperty("Info", "key: value\n");
    files.add(new FileSaver(hyperstack).serialize());
    ImagePlus bytes = new ImagePlus("bytes", new ByteProcessor(4, 3));
    bytes.getCalibration().setFunction(0, new double[] {-3, 2}, "HU");
    files.add(new FileSaver(bytes).serialize());
    return files;
  }

  private static byte[] java(String compression) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionType(compression);
      BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
      writer.write(null, new IIOImage(drawn(picture), null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static List<byte[]> dicoms() {
    String explicit = "1.2.840.10008.1.2.1\0";
    return List.of(
        DicomBuilder.ct(2, 3, "1\\1 ", -1024, new short[6]),
        DicomBuilder.start(explicit).kind(3, "RGB", 2, 2, 8, 8, 0).bytes(new byte[12]),
        DicomBuilder.start(explicit)
            .kind(1, "MONOCHROME1", 2, 2, 16, 12, 1)
            .decimal(0x28, 8, "2")
            .decimal(0x28, 0x1053, "1.5")
            .bytes(new byte[16]));
  }
}
