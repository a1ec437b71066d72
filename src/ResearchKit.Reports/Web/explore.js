'use strict';
// The sliders: every position is a run that was computed beforehand.
(() => {
  const section = document.getElementById('explore');
  const beta = document.getElementById('beta');
  const steps = document.getElementById('steps');
  const pairs = document.getElementById('pairs');
  const words = {
    chosen: 'chosen, probability', rejected: 'rejected, probability', unseen: 'unseen (together), probability',
    log_chosen: 'chosen, log-probability in nats', log_rejected: 'rejected, log-probability in nats',
    reward: 'expected true reward', kl: 'KL to the reference in nats',
  };
  const colors = { chosen: '#0072b2', rejected: '#d55e00', unseen: '#767b82' };
  const quiet = { displayModeBar: false };
  let runs;

  researchkit.runs = data => { runs = data; };
  const optimizer = () => section.querySelector('[name=optimizer]:checked').value;
  const curves = () => runs.curves[`${pairs.value}/${optimizer()}/${runs.betas[beta.value]}`];
  const shade = color => color + '33';
  const number = value => value.toFixed(Math.abs(value) < 10 ? 3 : 1).replace('-', '\u2212');

  function traces(names) {
    return names.flatMap(name => {
      const [mean, low, high] = curves()[name];
      const key = name.replace('log_', '');
      const edge = { x: runs.steps, type: 'scatter', mode: 'lines', line: { width: 0 }, hoverinfo: 'skip', showlegend: false };
      return [
        { ...edge, y: low },
        { ...edge, y: high, fill: 'tonexty', fillcolor: shade(colors[key]) },
        { x: runs.steps, y: mean, type: 'scatter', mode: 'lines', name: key, line: { color: colors[key], width: 2 } },
      ];
    });
  }

  function layout(title, axis) {
    const at = runs.steps[steps.value];
    return {
      title: { text: title, font: { size: 15 }, x: 0.02, xanchor: 'left', y: 0.97, yanchor: 'top' },
      margin: { l: 60, r: 16, t: 72, b: 48 },
      paper_bgcolor: '#ffffff', plot_bgcolor: '#ffffff',
      font: { family: 'system-ui, sans-serif', size: 13, color: '#1d1d1f' },
      legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom', traceorder: 'normal' },
      xaxis: { title: { text: 'updates' }, range: [0, runs.steps.at(-1)], linecolor: '#3c434a', gridcolor: '#e6e8eb', zeroline: false },
      yaxis: { linecolor: '#3c434a', gridcolor: '#e6e8eb', zeroline: false, ...axis },
      shapes: [{ type: 'line', x0: at, x1: at, yref: 'paper', y0: 0, y1: 1, line: { color: '#888', width: 1.5, dash: 'dot' } }],
    };
  }

  function show() {
    const at = Number(steps.value);
    const value = runs.betas[beta.value];
    section.querySelector('output[for=beta]').value = value;
    section.querySelector('output[for=steps]').value = runs.steps[at];
    beta.setAttribute('aria-valuetext', value);
    steps.setAttribute('aria-valuetext', `${runs.steps[at]} updates`);
    section.querySelector('.readout caption').textContent = `After ${runs.steps[at]} updates with beta ${value}`;
    const rows = Object.entries(words).map(([name, text]) => {
      const row = document.createElement('tr');
      const [mean, low, high] = curves()[name].map(line => line[at]);
      const head = document.createElement('th');
      head.scope = 'row';
      head.textContent = text;
      row.append(head);
      for (const cell of [number(mean), `[${number(low)}, ${number(high)}]`]) row.insertCell().textContent = cell;
      return row;
    });
    section.querySelector('.readout tbody').replaceChildren(...rows);
    researchkit.draw(document.getElementById('explore-probabilities'), traces(['chosen', 'rejected', 'unseen']),
      layout('Where the probability is', { title: { text: 'probability' }, range: [0, 1] }), quiet);
    researchkit.draw(document.getElementById('explore-logs'), traces(['log_chosen', 'log_rejected']),
      layout('Log-probabilities', { title: { text: 'nats' }, rangemode: 'tozero' }), quiet);
  }

  // Nothing is loaded before the sliders come into view, so that the page opens at once.
  const observer = new IntersectionObserver(async entries => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    observer.disconnect();
    await researchkit.load('assets/runs.js');
    steps.max = runs.steps.length - 1;
    steps.value = steps.max;
    show();
    section.addEventListener('input', show);
    researchkit.dark.addEventListener('change', show);
    section.dataset.ready = 'yes';
  }, { rootMargin: '200px' });
  observer.observe(section);
})();
