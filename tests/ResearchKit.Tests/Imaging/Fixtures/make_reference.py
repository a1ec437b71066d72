# Makes resized-*.ppm with Pillow, and ssim.json with the definition of SSIM written out in numpy.
# Debian: python3-pil python3-numpy. Run in this folder after make.sh.
import json
import numpy as np
from PIL import Image

source = Image.open("source.ppm")
for name, kernel in (("area", Image.BOX), ("bilinear", Image.BILINEAR), ("bicubic", Image.BICUBIC)):
    for width, height in ((17, 12), (90, 80)):
        source.resize((width, height), kernel).save(f"resized-{name}-{width}x{height}.ppm")


def ssim(a, b):
    """Wang et al. 2004, Eq. 13, one window at a time; 11 x 11 Gaussian of sigma 1.5; luminance of BT.601."""
    a, b = (np.asarray(x, dtype=np.float64) @ [0.299, 0.587, 0.114] for x in (a, b))
    d = np.arange(-5, 6)
    w = np.exp(-(d[:, None] ** 2 + d[None, :] ** 2) / (2 * 1.5 ** 2))
    w /= w.sum()
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    values = []
    for y in range(a.shape[0] - 10):
        for x in range(a.shape[1] - 10):
            p, q = a[y:y + 11, x:x + 11], b[y:y + 11, x:x + 11]
            mp, mq = (w * p).sum(), (w * q).sum()
            vp, vq, cov = (w * (p - mp) ** 2).sum(), (w * (q - mq) ** 2).sum(), (w * (p - mp) * (q - mq)).sum()
            values.append((2 * mp * mq + c1) * (2 * cov + c2) / ((mp ** 2 + mq ** 2 + c1) * (vp + vq + c2)))
    return float(np.mean(values))


pairs = [("source", "baseline-2x2"), ("source", "grey"), ("baseline-1x1", "baseline-4x1"), ("source", "png-grey4")]
json.dump([{"a": a, "b": b, "ssim": ssim(Image.open(f"{a}.ppm"), Image.open(f"{b}.ppm"))} for a, b in pairs],
          open("ssim.json", "w"), indent=2)
