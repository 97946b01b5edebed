// The page: what is asked of the API, and where each part stands.

import { html, render, useEffect, useState } from './vendor/htm-preact.mjs';
import { call } from './api.mjs';
import { Job } from './job.mjs';
import { Jobs } from './jobs.mjs';
import { Lanes } from './lanes.mjs';
import { Letters } from './letters.mjs';
import { usePolling } from './polling.mjs';
import { Runner } from './runner.mjs';
import { visible } from './text.mjs';

function opened() {
  const parts = location.hash.split('/');
  if (parts[1] !== 'jobs' || parts.length !== 4) return null;
  try {
    return { tenant: decodeURIComponent(parts[2]), jobId: decodeURIComponent(parts[3]) };
  } catch {
    return null;
  }
}

function Condition({ health, problem }) {
  const state = problem ? 'DOWN' : health?.state ?? 'UNKNOWN';
  const whys = Object.entries(health?.services ?? {}).filter(([, each]) => each.why).map(([name, each]) => `${name}: ${each.why}`);
  const text = problem ? problem.message : whys.join('; ');
  return html`<p class="condition ${state.toLowerCase()}" role="status"><i></i>${state.toLowerCase()}${text && html` <span>${visible(text)}</span>`}</p>`;
}

function Console() {
  const [open, setOpen] = useState(opened());
  useEffect(() => {
    const moved = () => setOpen(opened());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  const overview = usePolling(() => call('/v1/overview'), 1000, 'overview');
  const health = usePolling(() => call('/health'), 5000, 'health');
  const catalogue = usePolling(() => call('/v1/databases'), 10_000, 'databases');
  const databases = (catalogue.value?.databases ?? []).map((each) => each.name);
  return html`<header class="top">
      <h1>Sluice</h1>
      <${Condition} health=${health.value} problem=${overview.problem} />
      <nav><a href="/openapi.yaml">API</a> <a href="/metrics">metrics</a></nav>
    </header>
    <main>
      <${Lanes} overview=${overview.value} />
      <div class="bench ${open ? 'with-job' : ''}">
        <div class="left">
          <${Runner} databases=${databases} />
          <${Jobs} databases=${databases} openId=${open?.jobId} />
          <${Letters} />
        </div>
        ${open && html`<${Job} ...${open} key=${open.tenant + open.jobId} close=${() => { location.hash = '#/'; }} />`}
      </div>
    </main>`;
}

render(html`<${Console} />`, document.getElementById('app'));
