package io.github.robustj.tensorflow;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/**
 * Networks as strangers could make them: a harmless one, {@code [x, w x]} with w = 1, and changes.
 */
record Stranger(Path folder) {

  private static final String FILE = "saved_model.pb";

  /** The harmless one. */
  static Stranger harmless(Path folder) throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> images =
          tf.withName("images")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 1)));
      Variable<TFloat32> weight = tf.withName("w").variable(Shape.of(), TFloat32.class);
      Operand<TFloat32> pair =
          tf.withName("pair").concat(List.of(images, tf.math.mul(images, weight)), tf.constant(3));
      Operand<TFloat32> logits = tf.withName("logits").identity(pair);
      try (Session session = new Session(graph)) {
        session.run(tf.assign(weight, tf.constant(1f)));
        SavedModels.write(session, images, logits, folder);
      }
    }
    return new Stranger(folder);
  }

  /** Changes the file behind TensorFlow's back. */
  Stranger edit(Consumer<MetaGraphDef.Builder> change) throws IOException {
    SavedModel.Builder file = SavedModel.parseFrom(Files.readAllBytes(path())).toBuilder();
    change.accept(file.getMetaGraphsBuilder(0));
    Files.write(path(), file.build().toByteArray());
    return this;
  }

  Path path() {
    return folder.resolve(FILE);
  }

  /** What TensorFlow's own loader does with it, and a prediction. */
  void runUnguarded() {
    try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve");
        TFloat32 image =
            TFloat32.tensorOf(
                Shape.of(1, 2, 2, 1),
                data -> {
                  for (int y = 0; y < 2; y++)
                    for (int x = 0; x < 2; x++) data.setFloat(.5f, 0, y, x, 0);
                })) {
      bundle.session().runner().feed("images", image).fetch("logits").run().close();
    }
  }

  static NodeDef text(String name, String value) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_STRING).build())
        .putAttr(
            "value",
            AttrValue.newBuilder()
                .setTensor(
                    TensorProto.newBuilder()
                        .setDtype(DataType.DT_STRING)
                        .setTensorShape(TensorShapeProto.getDefaultInstance())
                        .addStringVal(ByteString.copyFromUtf8(value)))
                .build())
        .build();
  }

  static NodeDef writeFile(String name, String path, String content) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("WriteFile")
        .addInput(path)
        .addInput(content)
        .build();
  }
}
