package io.github.robustj.tensorflow;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Operations and their attributes as a file of a graph has them. */
final class Nodes {

  private Nodes() {}

  /** With the type of its numbers as {@code T} and no other attribute. */
  static NodeDef node(String name, String operation, AttrValue type, String... inputs) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(operation)
        .addAllInput(List.of(inputs))
        .putAttr("T", type)
        .build();
  }

  /** Whole numbers of 32 bits in a row. */
  static NodeDef constant(String name, int... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(
                TensorShapeProto.newBuilder()
                    .addDim(TensorShapeProto.Dim.newBuilder().setSize(values.length)));
    for (int value : values) tensor.addIntVal(value);
    return constant(name, tensor);
  }

  /** One whole number of 32 bits. */
  static NodeDef number(String name, int value) {
    return constant(name, TensorProto.newBuilder().setDtype(DataType.DT_INT32).addIntVal(value));
  }

  private static NodeDef constant(String name, TensorProto.Builder tensor) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", type(tensor.getDtype()))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  /** Of an operation's values; float32 where it does not say. */
  static AttrValue type(NodeDef node) {
    Map<String, AttrValue> all = node.getAttrMap();
    for (String key : List.of("type", "dtype", "T", "Tparams", "Tidx"))
      if (all.containsKey(key)) return all.get(key);
    return type(DataType.DT_FLOAT);
  }

  static AttrValue text(String text) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
  }
}
