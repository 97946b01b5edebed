// The jobs in the history, newest first, with filters and pages.

import { html, useState } from './vendor/htm-preact.mjs';
import { call, query } from './api.mjs';
import { usePolling } from './polling.mjs';
import { ago, clock, duration, elapsed, oneLine, visible } from './text.mjs';

const STATES = ['QUEUED', 'ADMITTED', 'RUNNING', 'RETRYING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED', 'REJECTED', 'UNKNOWN'];

export const State = ({ state }) => html`<span class="state ${state.toLowerCase()}">${state.toLowerCase()}</span>`;

export const jobLink = (job) => `#/jobs/${encodeURIComponent(job.tenant)}/${encodeURIComponent(job.jobId)}`;

function Row({ job, open }) {
  return html`<tr class=${open ? 'open' : ''}>
    <td><${State} state=${job.state} /></td>
    <td class="statement"><a href=${jobLink(job)} aria-current=${open ? 'true' : null}>${oneLine(job.statement) || '(no text)'}</a></td>
    <td>${visible(job.database)}</td>
    <td class="wide">${visible(job.tenant)}</td>
    <td class="wide">${(job.lane ?? '').toLowerCase()}</td>
    <td class="number">${duration(elapsed(job))}</td>
    <td class="number" title=${job.submittedAt}>${clock(job.submittedAt)} <small class="wide">${ago(job.submittedAt)}</small></td>
  </tr>`;
}

function Choice({ label, value, values, change }) {
  return html`<label>${label}
    <select value=${value} onChange=${(event) => change(event.target.value)}>
      <option value="">any</option>
      ${values.map((each) => html`<option key=${each} value=${each} selected=${each === value}>${each.toLowerCase()}</option>`)}
    </select>
  </label>`;
}

export function Jobs({ databases, openId }) {
  const [filter, setFilter] = useState({ state: '', database: '' });
  const [pages, setPages] = useState([]);
  const asked = `/v1/jobs${query({ ...filter, limit: 25, after: pages[pages.length - 1] })}`;
  const { value, problem } = usePolling(() => call(asked), 1500, asked);
  const jobs = value?.jobs ?? [];
  const narrow = (change) => {
    setFilter({ ...filter, ...change });
    setPages([]);
  };
  return html`<section class="card jobs" id="work" tabindex="-1" aria-label="Jobs">
    <header>
      <h2>Jobs</h2>
      <div class="filters">
        <${Choice} label="state" value=${filter.state} values=${STATES} change=${(state) => narrow({ state })} />
        <${Choice} label="database" value=${filter.database} values=${databases} change=${(database) => narrow({ database })} />
      </div>
    </header>
    ${problem && html`<p class="problem" role="status"><b>${problem.code}</b> ${visible(problem.message)}</p>`}
    <div class="scroll">
      <table>
        <thead><tr><th>state</th><th>statement</th><th>database</th><th class="wide">tenant</th><th class="wide">lane</th><th class="number">took</th><th class="number">submitted</th></tr></thead>
        <tbody>${jobs.map((job) => html`<${Row} key=${job.tenant + job.jobId} job=${job} open=${job.jobId === openId} />`)}</tbody>
      </table>
      ${jobs.length === 0 && value && html`<p class="empty">No jobs here yet. Run a statement, or publish one to Kafka.</p>`}
    </div>
    <footer>
      <button type="button" disabled=${pages.length === 0} onClick=${() => setPages(pages.slice(0, -1))}>Newer</button>
      <button type="button" disabled=${!value?.next} onClick=${() => setPages([...pages, value.next])}>Older</button>
    </footer>
  </section>`;
}
