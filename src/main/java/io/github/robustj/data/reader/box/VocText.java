package io.github.robustj.data.reader.box;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;

/** The annotation of one image in the format of Pascal VOC, see {@link VocXml}. */
final class VocText {

  private VocText() {}

  static String of(BoxedImage image) {
    StringBuilder xml = new StringBuilder("<annotation>\n");
    xml.append("  <filename>").append(escaped(image.name())).append("</filename>\n");
    xml.append("  <size><width>%d</width>".formatted(image.width()));
    xml.append("<height>%d</height></size>\n".formatted(image.height()));
    for (BoxedObject object : image.objects()) xml.append(object(object, image));
    return xml.append("</annotation>\n").toString();
  }

  private static String object(BoxedObject object, BoxedImage image) {
    return """
          <object>
            <name>%s</name>
            <pose>Unspecified</pose>
            <truncated>%d</truncated>
            <difficult>%d</difficult>
            <bndbox>
              <xmin>%s</xmin>
              <ymin>%s</ymin>
              <xmax>%s</xmax>
              <ymax>%s</ymax>
            </bndbox>
          </object>
        """
        .formatted(
            escaped(object.name()),
            isCut(object.box(), image) ? 1 : 0,
            object.role() == Role.OBJECT ? 0 : 1,
            BoxWriter.edge(object.box().left()),
            BoxWriter.edge(object.box().top()),
            BoxWriter.edge(object.box().right()),
            BoxWriter.edge(object.box().bottom()));
  }

  /** An object at the edge of the image is taken to go on behind it, as labelImg takes it. */
  private static boolean isCut(Box box, BoxedImage image) {
    return box.left() <= 0
        || box.top() <= 0
        || box.right() >= image.width()
        || box.bottom() >= image.height();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
