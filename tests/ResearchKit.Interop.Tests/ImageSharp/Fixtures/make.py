#!/usr/bin/env python3
"""Makes the image files of this folder: needs Pillow (Debian: python3-pil).

Each NAME.ppm holds the pixels that Pillow (libwebp, libtiff) decodes from NAME.*, transparent ones over white. The
lossless files without a PPM of their own all hold the pixels of source.ppm.
"""
from PIL import Image, ImageDraw

# Odd sides; a smooth part, sharp edges and saturated colors.
SIZE = (37, 29)
source = Image.new("RGB", SIZE)
source.putdata([(7 * x % 256, 9 * y, (x * y) % 256) for y in range(SIZE[1]) for x in range(SIZE[0])])
draw = ImageDraw.Draw(source)
draw.ellipse((5, 4, 20, 18), fill=(255, 220, 0))
draw.line((1, 27, 35, 3), fill=(0, 0, 0))
source.save("source.ppm")

source.save("lossless.webp", lossless=True)
source.save("plain.bmp")
source.save("run-length.tga", compression="tga_rle")
for name, compression in ("lzw", "tiff_lzw"), ("deflate", "tiff_adobe_deflate"), ("packbits", "packbits"), ("raw", None):
    source.save(f"{name}.tiff", compression=compression)
source.save("turned.tiff", tiffinfo={0x0112: 6})  # Exif: row 0 is the right side of what was seen
source.transpose(Image.Transpose.ROTATE_270).save("turned.ppm")

source.save("lossy.webp", quality=80)
Image.open("lossy.webp").convert("RGB").save("lossy.ppm")

alpha = source.copy()
alpha.putalpha(Image.linear_gradient("L").resize(SIZE))
for name in "alpha.webp", "alpha.tga":
    alpha.save(name, lossless=True) if name.endswith("webp") else alpha.save(name)
white = Image.new("RGBA", SIZE, "white")
white.alpha_composite(alpha)
white.convert("RGB").save("alpha.ppm")

frames = [source.quantize(64), source.transpose(Image.Transpose.FLIP_LEFT_RIGHT).quantize(64)]
frames[0].save("two-frames.gif", save_all=True, append_images=frames[1:], duration=100)
frames[0].convert("RGB").save("two-frames.ppm")
source.quantize(16).save("palette.bmp")
source.quantize(16).convert("RGB").save("palette.ppm")
source.convert("L").save("gray.tga")
source.convert("L").convert("RGB").save("gray.ppm")
bilevel = source.convert("1", dither=Image.Dither.NONE)
bilevel.convert("RGB").save("fax.ppm")
for name, compression, black in ("fax-white", "group4", 0), ("fax-black", "group4", 1), ("fax-3", "group3", 1):
    bilevel.save(f"{name}.tiff", compression=compression, tiffinfo={0x0106: black})
source.save("two-frames.webp", save_all=True, append_images=[source.transpose(Image.Transpose.FLIP_LEFT_RIGHT)])
