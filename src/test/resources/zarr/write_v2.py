"""Writes python-zarr-v2.zip: arrays of version 2 by zarr-python (Debian's python3-zarr 2.13.6, numcodecs 0.11).

Element k, counted in C order, is (37 k + 11) mod 101, minus 50 where the type has a sign, a quarter of that
where it is floating-point; booleans are whether that is odd.
"""
import os, shutil, sys, zipfile
import numpy as np, zarr
from numcodecs import Blosc, GZip, LZ4, Zlib, Zstd

here = os.path.dirname(os.path.abspath(__file__))
root = "/tmp/zarr-v2-fixture"
shutil.rmtree(root, ignore_errors=True)


def values(shape, dtype):
    k = np.arange(int(np.prod(shape))).reshape(shape)
    v = (37 * k + 11) % 101
    t = np.dtype(dtype)
    if t.kind == "b":
        return v % 2 == 1
    if t.kind in "if":
        v = v - 50
    return (v / 4 if t.kind == "f" else v).astype(t)


def write(name, shape, chunks, dtype, **more):
    a = zarr.open(os.path.join(root, name), mode="w", shape=shape, chunks=chunks, dtype=dtype, **more)
    a[...] = values(shape, dtype)


for dtype in ["|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", ">u2", ">i4", ">f4", ">f8"]:
    write("type_" + dtype.strip("|").replace("<", "le_").replace(">", "be_"), (3, 4), (2, 3), dtype)
for name, c in {
    "none": None, "zlib": Zlib(1), "gzip": GZip(1), "zstd": Zstd(1), "lz4": LZ4(),
    **{"blosc_%s_%d" % (n, s): Blosc(cname=n, clevel=5, shuffle=s)
       for n in ["blosclz", "lz4", "lz4hc", "zstd", "zlib"] for s in (0, 1, 2)},
}.items():
    write("codec_" + name, (40, 33), (40, 33), "<u2", compressor=c)
write("order_f", (3, 4, 5), (2, 3, 4), "<i4", order="F")
write("nested", (3, 4, 5), (2, 3, 4), "<i4", dimension_separator="/")
write("scalar", (), (), "<i4")
for name, fill in {"nan": np.nan, "inf": -np.inf, "number": 1.5, "null": None}.items():
    a = zarr.open(os.path.join(root, "fill_" + name), mode="w", shape=(5, 7), chunks=(2, 3), dtype="<f4", fill_value=fill)
    a[0:2, 0:3] = values((2, 3), "<f4")
with zipfile.ZipFile(os.path.join(here, "python-zarr-v2.zip"), "w", zipfile.ZIP_DEFLATED) as z:
    for folder, _, files in sorted(os.walk(root)):
        for f in sorted(files):
            z.write(os.path.join(folder, f), os.path.relpath(os.path.join(folder, f), root))
