'use strict';
// Figures on demand, and filters. Data comes as scripts: a page on disk may load nothing else.
const researchkit = (() => {
  const waiting = new Map();
  const scripts = new Map();
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function load(address) {
    if (!scripts.has(address)) {
      scripts.set(address, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = address;
        script.onload = resolve;
        script.onerror = () => reject(new Error(`cannot load ${address}`));
        document.head.append(script);
      }));
    }
    return scripts.get(address);
  }

  const plotly = () => load('assets/plotly.min.js');

  // Figures are made for white paper; on a dark page their text, axes and grid take the page's colors.
  function themed(layout) {
    if (!dark.matches) return layout;
    const style = getComputedStyle(document.documentElement);
    const [text, line, card] = ['--text', '--line', '--card'].map(name => style.getPropertyValue(name).trim());
    const copy = { ...layout, paper_bgcolor: card, plot_bgcolor: card, font: { ...layout.font, color: text } };
    for (const [name, axis] of Object.entries(layout))
      if (/^[xy]axis\d*$/.test(name)) copy[name] = { ...axis, linecolor: text, gridcolor: line };
    return copy;
  }

  // A layout with a width keeps it, and its box scrolls; one without follows the page.
  async function draw(element, data, layout, options = {}) {
    await plotly();
    await Plotly.react(element, data, { ...themed(layout), autosize: !layout.width },
      { responsive: !layout.width, displaylogo: false, ...options });
  }

  async function toggle(figure, button) {
    const chart = figure.querySelector('.chart');
    const show = chart.hidden;
    chart.hidden = !show;
    figure.querySelector('.drawing').hidden = show;
    button.setAttribute('aria-pressed', String(show));
    if (!show || chart.dataset.drawn) return;
    try {
      const key = figure.dataset.figure;
      await load(`figures/${key}.js`);
      const { data, layout } = waiting.get(key);
      const canvas = chart.appendChild(document.createElement('div'));
      await draw(canvas, data, { ...layout, width: layout.width || 640 });
      chart.dataset.drawn = 'yes';
    } catch (error) {
      chart.textContent = error.message;
    }
  }

  for (const button of document.querySelectorAll('button.form'))
    button.addEventListener('click', () => toggle(button.closest('figure'), button));

  for (const form of document.querySelectorAll('form.filter')) {
    const kind = form.dataset.filter;
    const items = [...document.querySelectorAll(`[data-${kind}]`)].filter(item => !item.closest('.notebook'));
    const output = form.querySelector('output');
    const apply = () => {
      const wanted = new FormData(form);
      const text = wanted.get('text').trim().toLowerCase();
      let shown = 0;
      for (const item of items) {
        const fits = [...wanted].every(([name, value]) => name === 'text' || !value || item.dataset[name] === value)
          && item.textContent.toLowerCase().includes(text);
        item.hidden = !fits;
        if (fits) shown++;
      }
      for (const group of form.parentElement.querySelectorAll('[data-group]'))
        group.hidden = !group.querySelector(`[data-${kind}]:not([hidden])`);
      output.textContent = shown === items.length ? `${shown} ${form.dataset.unit}`
        : `${shown} of ${items.length} ${form.dataset.unit}`;
    };
    form.addEventListener('input', apply);
    form.addEventListener('submit', event => event.preventDefault());
    apply();
  }

  return { figure: (key, chart) => waiting.set(key, chart), load, draw, dark };
})();
