#!/usr/bin/env bash
# Makes the image files of this folder: needs libjpeg-turbo-progs and imagemagick (Debian). Each picture NAME comes
# with NAME.ppm, the pixels as libjpeg's djpeg or ImageMagick decode them: the reference that our decoders must meet.
set -euo pipefail
cd "$(dirname "$0")"
# Odd sides, so that blocks and subsampled rows end inside the picture; smooth, sharp and coloured parts.
convert -size 45x35 gradient:red-blue -swirl 90 -fill yellow -draw 'circle 14,14 14,5' \
  -fill none -stroke black -draw 'line 2,33 43,4' -depth 8 source.ppm

for s in 1x1 2x1 1x2 2x2 4x1; do cjpeg -quality 80 -sample "$s" source.ppm > "baseline-$s.jpg"; done
cjpeg -quality 80 -sample 2x2 -progressive source.ppm > progressive-2x2.jpg
cjpeg -quality 80 -sample 1x1 -progressive source.ppm > progressive-1x1.jpg
cjpeg -quality 80 -sample 2x2 -restart 2B source.ppm > restart-2x2.jpg
cjpeg -quality 80 -grayscale source.ppm > grey.jpg
cjpeg -quality 80 -rgb source.ppm > rgb.jpg
for f in *.jpg; do djpeg -rgb -pnm "$f" > "${f%.jpg}.ppm"; done
cjpeg -arithmetic source.ppm > refused-arithmetic.jpg
convert source.ppm -colorspace CMYK refused-cmyk.jpg

png() { convert source.ppm "${@:2}" -strip "png:$1.png"; convert "$1.png" -background white -flatten -depth 8 "$1.ppm"; }
png png-rgb8 -define png:color-type=2 -define png:bit-depth=8
png png-rgb16 -depth 16 -define png:color-type=2 -define png:bit-depth=16
png png-rgb8-interlaced -interlace PNG -define png:color-type=2 -define png:bit-depth=8
png png-grey8 -colorspace Gray -define png:color-type=0 -define png:bit-depth=8
png png-grey4 -colorspace Gray -depth 4 -define png:color-type=0 -define png:bit-depth=4
png png-grey1-interlaced -colorspace Gray -monochrome -interlace PNG -define png:color-type=0 -define png:bit-depth=1
png png-palette4 +dither -colors 16 -define png:color-type=3 -define png:bit-depth=4
png png-palette8-interlaced -colors 200 -interlace PNG -define png:color-type=3 -define png:bit-depth=8
png png-rgba8 -alpha set -channel A -evaluate multiply 0.4 +channel -define png:color-type=6 -define png:bit-depth=8
png png-greyalpha8 -colorspace Gray -alpha set -channel A -evaluate multiply 0.7 +channel -define png:color-type=4 -define png:bit-depth=8
