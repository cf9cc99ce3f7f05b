// Writes a folder of arrays of version 3 by zarrita 0.7.5 (npm i zarrita @zarrita/storage): node write_v3.mjs FOLDER
// Their values are those of write_v2.py. The folder, zipped, is zarrita-v3.zip.
import * as zarr from "zarrita";
import { FileSystemStore } from "@zarrita/storage";

const folder = process.argv[2];
const types = { bool: 0, int8: 1, uint8: 0, int16: 1, uint16: 0, int32: 1, uint32: 0, float32: 2, float64: 2 };
const value = (k, type) => {
  const v = (37 * k + 11) % 101;
  if (type === "bool") return v % 2 === 1;
  if (types[type] === 2) return (v - 50) / 4;
  const n = types[type] === 1 ? v - 50 : v;
  return n;
};

async function write(name, shape, chunks, type, codecs, more = {}) {
  const store = new FileSystemStore(folder + "/" + name);
  const array = await zarr.create(zarr.root(store), {
    shape, chunkShape: chunks, dtype: type, codecs, fillValue: type === "bool" ? false : 0, ...more,
  });
  // The whole array as one contiguous chunk.
  const n = shape.reduce((a, b) => a * b, 1);
  const stride = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1));
  const probe = await array.getChunk(shape.map(() => 0));
  const Data = probe.data.constructor;
  const data = new Data(n);
  for (let k = 0; k < n; k++) data.set ? (data.get ? data.set(k, value(k, type)) : (data[k] = value(k, type))) : (data[k] = value(k, type));
  await zarr.set(array, null, { data, shape, stride });
  console.log(name);
}

const bytes = (endian) => ({ name: "bytes", configuration: { endian } });
for (const type of Object.keys(types)) await write("type_" + type, [3, 4], [2, 3], type, [bytes("little")]);
for (const type of ["uint16", "int32", "float32", "float64"]) await write("big_" + type, [3, 4], [2, 3], type, [bytes("big")]);
const shape = [40, 33], chunks = [40, 33];
await write("zstd", shape, chunks, "uint16", [bytes("little"), { name: "zstd", configuration: { level: 3, checksum: false } }]);
await write("blosc", shape, chunks, "uint16", [bytes("little"), { name: "blosc", configuration: { cname: "zstd", clevel: 5, shuffle: "shuffle", typesize: 2, blocksize: 0 } }]);
await write("transpose", [3, 4, 5], [2, 3, 4], "int32", [{ name: "transpose", configuration: { order: [2, 0, 1] } }, bytes("little")]);
await write("keys_dot", [3, 4], [2, 3], "uint8", [bytes("little")], { chunkSeparator: "." });
