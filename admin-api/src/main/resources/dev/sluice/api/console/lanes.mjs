// The lanes now: what waits, what runs, what ended, and how fast.

import { html } from './vendor/htm-preact.mjs';
import { count } from './text.mjs';

const LANES = ['FAST', 'MEDIUM', 'SLOW'];
const WAITING = ['QUEUED', 'ADMITTED', 'RETRYING'];
const FAILED = ['FAILED', 'UNKNOWN', 'EXPIRED'];

const sum = (states, names) => names.reduce((total, name) => total + (states[name] ?? 0), 0);

function Figure({ label, value, tone }) {
  return html`<div class="figure ${value > 0 ? tone ?? '' : ''}"><dd>${count(value)}</dd><dt>${label}</dt></div>`;
}

function Lane({ name, states }) {
  return html`<section class="card lane" aria-label="Lane ${name.toLowerCase()}">
    <h2>${name.toLowerCase()}</h2>
    <dl>
      <${Figure} label="waiting" value=${sum(states, WAITING)} tone="waiting" />
      <${Figure} label="running" value=${states.RUNNING ?? 0} tone="running" />
      <${Figure} label="succeeded" value=${states.SUCCEEDED ?? 0} tone="good" />
      <${Figure} label="failed" value=${sum(states, FAILED)} tone="bad" />
    </dl>
  </section>`;
}

function Throughput({ perSecond }) {
  const width = 240;
  const height = 44;
  const most = Math.max(1, ...perSecond);
  const points = perSecond.map((ended, i) =>
    `${((i / Math.max(1, perSecond.length - 1)) * width).toFixed(1)},${(height - 2 - (ended / most) * (height - 6)).toFixed(1)}`);
  const recent = perSecond.slice(-10);
  const rate = recent.reduce((a, b) => a + b, 0) / Math.max(1, recent.length);
  const line = points.join(' ');
  return html`<section class="card throughput" aria-label="Throughput">
    <h2>ended per second</h2>
    <p class="rate">${rate < 10 ? rate.toFixed(1) : count(Math.round(rate))}<small> over 10 s</small></p>
    <svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img"
      aria-label="Jobs ended per second over the last minute, at most ${count(most)}">
      <polygon class="area" points="0,${height} ${line} ${width},${height}" />
      <polyline class="line" points=${line} />
    </svg>
  </section>`;
}

export function Lanes({ overview }) {
  const lanes = overview?.lanes ?? {};
  const none = lanes.NONE ?? {};
  return html`<div class="lanes">
    <${Throughput} perSecond=${overview?.endedPerSecond ?? []} />
    ${LANES.map((name) => html`<${Lane} key=${name} name=${name} states=${lanes[name] ?? {}} />`)}
    <section class="card lane" aria-label="Without a lane">
      <h2>no lane yet</h2>
      <dl>
        <${Figure} label="waiting" value=${sum(none, WAITING)} tone="waiting" />
        <${Figure} label="rejected" value=${Object.values(lanes).reduce((n, states) => n + (states.REJECTED ?? 0), 0)} tone="bad" />
        <${Figure} label="cancelled" value=${Object.values(lanes).reduce((n, states) => n + (states.CANCELLED ?? 0), 0)} />
        <${Figure} label="dry runs" value=${none.VALIDATED ?? 0} />
      </dl>
    </section>
  </div>`;
}
