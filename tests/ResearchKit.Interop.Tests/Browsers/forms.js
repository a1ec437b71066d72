// Reads what a form of a figure shows, as a browser lays it out: texts with their boxes, plots, and marks.
// Boxes are [left, top, right, bottom] in CSS pixels from the figure's corner.
function boxOf(element, origin) {
  const b = element.getBoundingClientRect();
  return [b.left - origin.left, b.top - origin.top, b.right - origin.left, b.bottom - origin.top];
}

function visible(element) {
  for (let e = element; e && e.nodeType === 1; e = e.parentElement)
    if (getComputedStyle(e).display === 'none' || getComputedStyle(e).visibility === 'hidden') return false;
  return true;
}

// The upper left of the line "a b" of a multi-line text is that of its part; titles inside of texts are tooltips.
function textsOf(root, origin) {
  const found = [];
  for (const text of root.querySelectorAll('text')) {
    if (!visible(text)) continue;
    const lines = [...text.querySelectorAll('tspan.line')];
    for (const part of lines.length ? lines : [text]) {
      const words = [...part.childNodes].filter(n => n.nodeName !== 'title').map(n => n.textContent).join('');
      const clean = words.replace(/\u200b/g, '').replace(/\s+/g, ' ').trim();
      if (!clean) continue;
      const m = text.getCTM();
      found.push({ text: clean, box: boxOf(part, origin), angle: Math.round(Math.atan2(m.b, m.a) * 180 / Math.PI) });
    }
  }
  return found;
}

function union(boxes) {
  return boxes.length === 0 ? null : boxes.reduce((a, b) =>
    [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);
}

// Bars thinner than a pixel are there in neither form; the parts of a stack are 0.8 pixels apart in the drawing.
function seen(box, gap = 0) {
  return box[3] - box[1] > 1 + gap && box[2] - box[0] > 1 + gap;
}

// The boxes of marks: bars, box plots, lines, images, and outlines of histograms that lie over each other.
function svgMarks(svg, origin) {
  const data = [...svg.querySelectorAll('g[data-role=data]')];
  const pick = q => data.flatMap(d => [...d.querySelectorAll(q)]).map(e => boxOf(e, origin));
  return {
    rectangles: pick('rect[class^=h]:not([fill-opacity="0.28"]):not([fill=none])').filter(b => seen(b)), boxes: pick('[fill-opacity="0.28"]'),
    lines: pick('path[stroke-width="1.9"]'), images: pick('image'),
    outlines: pick('path[stroke-width="1.4"]'),
    points: pick('path[class^=h]:not([fill-opacity]):not([fill=none]), path[stroke-width="1.6"]'),
  };
}

function plotlyMarks(root, origin, gap) {
  const pick = q => [...root.querySelectorAll(q)].map(e => boxOf(e, origin));
  return {
    rectangles: pick('.bars .point path').filter(b => seen(b, gap)), boxes: pick('path.box'),
    lines: [...root.querySelectorAll('.scatter .js-line')].filter(e => parseFloat(e.style.strokeWidth) > 0)
      .map(e => boxOf(e, origin)),
    images: pick('.imagelayer image'),
    outlines: [...root.querySelectorAll('.bars')]
      .map(t => union([...t.querySelectorAll('.point path')].map(e => boxOf(e, origin)))).filter(b => b !== null),
    points: [...root.querySelectorAll('.scatter .points, .boxes .points')]
      .map(t => union([...t.querySelectorAll('path.point')].map(e => boxOf(e, origin)))).filter(b => b !== null),
  };
}

async function compare(svg, chart) {
  document.body.innerHTML = '<div id=a style="position:absolute;left:0;top:0"></div>' +
    '<div id=b style="position:absolute;left:1000px;top:0"></div>';
  a.innerHTML = svg;
  const drawing = a.querySelector('svg');
  await Plotly.newPlot(b, chart.data, chart.layout, { displayModeBar: false, staticPlot: true });
  const left = drawing.getBoundingClientRect(), right = b.getBoundingClientRect();
  return {
    size: [left.width, left.height], plotlySize: [b._fullLayout.width, b._fullLayout.height],
    drawing: { texts: textsOf(drawing, left), marks: svgMarks(drawing, left) },
    plotly: { texts: textsOf(b, right), marks: plotlyMarks(b, right, chart.layout.barmode === 'relative' ? 0.8 : 0) },
  };
}
