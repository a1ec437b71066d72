#!/usr/bin/env python3
"""Unpack preference pairs from Parquet: pairs.jsonl, and the images as files, as `researchkit pairs` reads them.

    pip install pyarrow
    python3 environment/parquet_to_pairs.py OUT FILE.parquet [FILE.parquet ...]

Made for openbmb/RLAIF-V-Dataset, whose column `image` holds an image's bytes; other columns go into the rows as they are.
"""
import json
import pathlib
import sys


def suffix(image):
    return ".png" if image[:8] == b"\x89PNG\r\n\x1a\n" else ".jpg"


def rows(files):
    import pyarrow.parquet

    for file in files:
        for batch in pyarrow.parquet.ParquetFile(file).iter_batches(batch_size=64):
            yield from batch.to_pylist()


def write(out, rows):
    out = pathlib.Path(out)
    (out / "images").mkdir(parents=True, exist_ok=True)
    count = 0
    with open(out / "pairs.jsonl", "w", encoding="utf-8", newline="\n") as lines:
        for count, row in enumerate(rows, 1):
            image = row.pop("image", None)
            if isinstance(image, dict) and image.get("bytes"):
                name = f"images/{count:06d}{suffix(image['bytes'])}"
                (out / name).write_bytes(image["bytes"])
                row["image_path"] = name
            lines.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    return count


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    print(f"{write(sys.argv[1], rows(sys.argv[2:]))} rows in {sys.argv[1]}")
