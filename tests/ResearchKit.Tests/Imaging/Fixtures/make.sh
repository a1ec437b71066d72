#!/usr/bin/env bash
# Makes the image files of this folder: needs libjpeg-turbo-progs and imagemagick (Debian). Each picture NAME comes
# with NAME.ppm, the pixels as libjpeg's djpeg or ImageMagick decode them: the reference that our decoders must meet.
set -euo pipefail
cd "$(dirname "$0")"
# Odd sides, so that blocks and subsampled rows end inside the picture; smooth, sharp and colored parts.
convert -size 45x35 gradient:red-blue -swirl 90 -fill yellow -draw 'circle 14,14 14,5' \
  -fill none -stroke black -draw 'line 2,33 43,4' -depth 8 source.ppm

for s in 1x1 2x1 1x2 2x2 4x1; do cjpeg -quality 80 -sample "$s" source.ppm > "baseline-$s.jpg"; done
cjpeg -quality 80 -sample 2x2 -progressive source.ppm > progressive-2x2.jpg
cjpeg -quality 80 -sample 1x1 -progressive source.ppm > progressive-1x1.jpg
cjpeg -quality 80 -sample 2x2 -restart 2B source.ppm > restart-2x2.jpg
cjpeg -quality 80 -grayscale source.ppm > grey.jpg
cjpeg -quality 80 -rgb source.ppm > rgb.jpg
cjpeg -quality 80 -sample 2x2 -arithmetic source.ppm > arithmetic-2x2.jpg
cjpeg -quality 95 -sample 1x1 -arithmetic source.ppm > arithmetic-1x1.jpg
cjpeg -quality 80 -sample 2x2 -arithmetic -progressive source.ppm > arithmetic-progressive-2x2.jpg
cjpeg -quality 95 -sample 1x1 -arithmetic -progressive source.ppm > arithmetic-progressive-1x1.jpg
cjpeg -quality 80 -sample 1x1 -arithmetic -restart 4B source.ppm > arithmetic-restart-1x1.jpg
for f in *.jpg; do djpeg -rgb -pnm "$f" > "${f%.jpg}.ppm"; done

# Four components: planes that djpeg decodes, joined without coding them again, and what they look like in print.
work=$(mktemp -d)
plane() { cjpeg -quality 90 -grayscale -outfile "$work/$1.jpg" "$work/$1.pgm" && djpeg -pnm "$work/$1.jpg" > "$work/$1.pgm"; }
python3 - "$work" <<'PLANES'
import sys
data = open("source.ppm", "rb").read()[-45 * 35 * 3:]
for name, plane in dict(c=data[0::3], m=data[1::3], y=data[2::3], k=bytes(255 - 3 * x for _ in range(35) for x in range(45))).items():
    open(f"{sys.argv[1]}/{name}.pgm", "wb").write(b"P5\n45 35\n255\n" + plane)
PLANES
for p in c m y k; do plane $p; done
printf '0;\n1;\n2;\n' > "$work/scans"
cjpeg -quality 90 -sample 1x1 -scans "$work/scans" source.ppm > "$work/ycc.jpg"
djpeg -rgb -pnm "$work/ycc.jpg" > "$work/ycc.ppm"
for kind in adobe:0 plain:none; do
  python3 join_planes.py "cmyk-${kind%:*}.jpg" "${kind#*:}" "$work"/{c,m,y,k}.jpg
  python3 printed.py "cmyk-${kind%:*}.ppm" "$work"/{c,m,y,k}.pgm
done
python3 join_planes.py ycck-adobe.jpg 2 "$work/ycc.jpg" "$work/k.jpg"
python3 printed.py ycck-adobe.ppm "$work/ycc.ppm" "$work/k.pgm"
rm -r "$work"
convert source.ppm -colorspace CMYK cmyk-imagemagick.jpg   # compared with source.ppm, from which it was made

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
