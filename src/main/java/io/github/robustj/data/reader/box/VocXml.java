package io.github.robustj.data.reader.box;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.data.Numbers;
import io.github.robustj.data.reader.TextFile;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The annotation of one image in the format of Pascal VOC, as labelImg writes it: {@code
 * annotation/object} with {@code name}, {@code bndbox} and {@code difficult}. {@code xmin} to
 * {@code xmax} is taken as the box's edges. The name and path of the image in the file are not
 * used: they are often those of another computer.
 */
final class VocXml {

  private static final List<String> ENDINGS = List.of(".xml");

  static final BoxFormat FORMAT =
      new BoxFormat(
          "annotations/ with .xml (Pascal VOC)",
          ENDINGS,
          root -> BoxFormat.folder(root, "annotations", ENDINGS),
          (places, images) -> BoxFormat.perImage(images, places.get(0), ENDINGS, VocXml::read),
          ".xml (Pascal VOC)",
          (file, image) -> read(file),
          (file, classes, images) -> write(file, images));

  private static final String OBJECT = "/annotation/object";
  private static final String BOX = OBJECT + "/bndbox/";
  private static final String NAME = OBJECT + "/name";
  private static final Set<String> NOT_DIFFICULT = Set.of("", "0", "false", "unspecified");

  /** Elements within each other; an annotation has five. */
  private static final int DEEPEST = 50;

  private final Path file;
  private final List<BoxedObject> objects = new ArrayList<>();
  private final Map<String, String> values = new HashMap<>();

  private VocXml(Path file) {
    this.file = file;
  }

  /**
   * @throws RobustJException if the file cannot be read, is no complete annotation, or a box lacks
   *     a number or a name
   */
  static BoxMarks read(Path file) {
    VocXml xml = new VocXml(file);
    String text = TextFile.content(file);
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
      xml.walk(reader);
      reader.close();
    } catch (XMLStreamException e) {
      throw new RobustJException(
          "%s is damaged: it is not complete XML (line %d); copy it again."
              .formatted(file, e.getLocation() == null ? 1 : e.getLocation().getLineNumber()),
          e);
    }
    return new BoxMarks(xml.objects, false, xml.size("width"), xml.size("height"));
  }

  private static XMLInputFactory factory() {
    // The JDK's own, whatever else stands on Fiji's class path.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // A file shall not make us open others, nor grow by what it declares.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  private void walk(XMLStreamReader reader) throws XMLStreamException {
    String path = "";
    int depth = 0;
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE)
        throw new RobustJException(
            "%s declares or uses entities, which no annotation needs; remove its <!DOCTYPE>."
                .formatted(file));
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (++depth > DEEPEST)
          throw new RobustJException(
              "%s has elements %d deep within each other, but a Pascal VOC annotation was expected; give another file."
                  .formatted(file, depth));
        path += "/" + reader.getLocalName();
        requireAnnotation(path);
        text.setLength(0);
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        text.append(reader.getText());
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        ended(path, text.toString().strip());
        path = path.substring(0, path.lastIndexOf('/'));
        depth--;
        text.setLength(0);
      }
    }
  }

  private void requireAnnotation(String path) {
    if (path.toLowerCase(Locale.ROOT).endsWith("/object") && !path.equals(OBJECT))
      throw new RobustJException(
          "%s has an object at %s, but %s was expected, in lower case; correct it or export it again."
              .formatted(file, Excerpt.of(path), OBJECT));
    if (!path.equals("/annotation") && !path.startsWith("/annotation/"))
      throw new RobustJException(
          "%s begins with <%s>, but a Pascal VOC annotation begins with <annotation>; give another file or export it again."
              .formatted(file, Excerpt.of(path.substring(1))));
  }

  private void ended(String path, String text) {
    if (!path.equals(OBJECT)) {
      boolean again = values.put(path, text) != null;
      if (again && (path.startsWith(BOX) || path.equals(NAME)))
        throw new RobustJException(
            "%s has %s twice for its object %d; an object has one name and one box."
                .formatted(file, path, objects.size() + 1));
      return;
    }
    Box box = new Box(number("xmin"), number("ymin"), number("xmax"), number("ymax"));
    objects.add(new BoxedObject(name(), box, 1, isDifficult() ? Role.DIFFICULT : Role.OBJECT));
    values.keySet().removeIf(key -> key.startsWith(OBJECT + "/"));
  }

  private boolean isDifficult() {
    String text = values.getOrDefault(OBJECT + "/difficult", "").toLowerCase(Locale.ROOT);
    if (text.equals("1") || text.equals("true")) return true;
    if (NOT_DIFFICULT.contains(text)) return false;
    throw new RobustJException(
        "%s has \"%s\" for difficult of its object %d, but 0 or 1 was expected; correct it."
            .formatted(file, Excerpt.of(text), objects.size() + 1));
  }

  private String name() {
    String name = values.getOrDefault(NAME, "");
    if (!name.isEmpty()) return name;
    throw new RobustJException(
        "%s has no name for its object %d; add <name>.".formatted(file, objects.size() + 1));
  }

  private double number(String key) {
    String text = values.getOrDefault(BOX + key, "");
    return Numbers.finite(text)
        .orElseThrow(
            () ->
                new RobustJException(
                    "%s has %s for %s of its object %d, but a number of pixels was expected; correct it."
                        .formatted(
                            file,
                            text.isEmpty() ? "nothing" : "\"" + Excerpt.of(text) + "\"",
                            key,
                            objects.size() + 1)));
  }

  /** 0 where the file does not say; some tools write 0 themselves. */
  private int size(String key) {
    String text = values.getOrDefault("/annotation/size/" + key, "0");
    return (int) Numbers.finite(text).orElse(0);
  }

  /**
   * As labelImg writes it; the file should be called as the image. VOC has no place for scores, and
   * a crowd becomes {@code difficult}.
   *
   * @throws RobustJException if there are several images, or the file cannot be written
   */
  private static void write(Path file, List<BoxedImage> images) {
    if (images.size() != 1)
      throw new RobustJException(
          "%s is to be a file of Pascal VOC, which holds one image, but %s has %d slices; write a .csv or .json."
              .formatted(file, images.get(0).name().replaceFirst("-\\d{4}$", ""), images.size()));
    AtomicFiles.text(file, text(images.get(0)));
  }

  private static String text(BoxedImage image) {
    StringBuilder xml = new StringBuilder("<annotation>\n");
    xml.append("  <filename>").append(escaped(image.name())).append("</filename>\n");
    xml.append("  <size><width>%d</width>".formatted(image.width()));
    xml.append("<height>%d</height></size>\n".formatted(image.height()));
    for (BoxedObject object : image.objects()) xml.append(text(object, image));
    return xml.append("</annotation>\n").toString();
  }

  private static String text(BoxedObject object, BoxedImage image) {
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
            BoxFormat.edge(object.box().left()),
            BoxFormat.edge(object.box().top()),
            BoxFormat.edge(object.box().right()),
            BoxFormat.edge(object.box().bottom()));
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
