// One job: where it is and why, where its time went, and its rows.

import { html, useEffect, useState } from './vendor/htm-preact.mjs';
import { call, jobPath, query } from './api.mjs';
import { State } from './jobs.mjs';
import { usePolling } from './polling.mjs';
import { cell, clock, count, duration, elapsed, visible } from './text.mjs';

const PAGE = 100;
const NUMBERS = ['integer', 'double'];

const Fact = ({ label, value }) => value == null || value === '' ? null : html`<div><dt>${label}</dt><dd>${visible(value)}</dd></div>`;

function Times({ metrics }) {
  const parts = [
    ['queued', metrics.queuedMillis ?? 0],
    ['waited for a worker', metrics.waitMillis ?? 0],
    ['connection', (metrics.acquireMicros ?? 0) / 1000],
    ['executed', (metrics.executeMicros ?? 0) / 1000],
    ['fetched', (metrics.fetchMicros ?? 0) / 1000],
  ];
  const total = parts.reduce((sum, [, millis]) => sum + millis, 0) || 1;
  let from = 0;
  return html`<h3>Where the time went</h3>
    <svg class="times" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      ${parts.map(([label, millis], i) => {
        const width = (millis / total) * 100;
        const x = from;
        from += width;
        return html`<rect key=${label} class="part${i}" x=${x} y="0" width=${width} height="6" />`;
      })}
    </svg>
    <dl class="facts">${parts.map(([label, millis], i) => html`<div key=${label}><dt><i class="part${i}"></i>${label}</dt><dd>${duration(millis)}</dd></div>`)}</dl>`;
}

function Decision({ decision }) {
  return html`<h3>Why</h3>
    <p>${visible(decision.reason)}</p>
    <dl class="facts">
      <${Fact} label="class" value=${decision.statementClass} />
      <${Fact} label="complexity" value=${decision.complexity} />
      <${Fact} label="predicted" value=${decision.predictedMillis == null ? '' : `${duration(decision.predictedMillis)} (${decision.predictionSource ?? 'none'})`} />
      <${Fact} label="reads" value=${(decision.tablesRead ?? []).join(', ')} />
      <${Fact} label="writes" value=${(decision.tablesWritten ?? []).join(', ')} />
      <${Fact} label="ahead of it" value=${decision.queuePosition} />
    </dl>
    ${(decision.limits ?? []).length > 0 && html`<table class="limits">
      <thead><tr><th>limit</th><th>whose</th><th class="number">used</th><th class="number">of</th></tr></thead>
      <tbody>${decision.limits.map((limit) => html`<tr key=${limit.name + limit.key} class=${limit.allowed ? '' : 'over'}>
        <td>${visible(limit.name)}</td><td>${visible(limit.key)}</td><td class="number">${count(limit.used)}</td><td class="number">${count(limit.limit)}</td></tr>`)}</tbody>
    </table>`}`;
}

function Rows({ job }) {
  const [offset, setOffset] = useState(0);
  const [page, setPage] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    let stale = false;
    call(jobPath(job.jobId, '/result') + query({ tenant: job.tenant, offset, limit: PAGE }))
      .then((found) => !stale && (setPage(found), setProblem(null)))
      .catch((failed) => !stale && setProblem(failed));
    return () => { stale = true; };
  }, [job.jobId, job.tenant, offset]);
  if (problem) return html`<p class="problem" role="status"><b>${problem.code}</b> ${visible(problem.message)}</p>`;
  if (!page) return html`<p class="empty">Reading rows…</p>`;
  if (page.columns.length === 0) {
    const changed = (page.updateCounts ?? []).filter((each) => each >= 0);
    return changed.length === 0 ? html`<p class="empty">The statement returned no rows.</p>` : html`<p>${changed.map(count).join(', ')} ${changed.length === 1 && changed[0] === 1 ? 'row' : 'rows'} changed.</p>`;
  }
  const last = offset + page.rows.length;
  return html`<div class="scroll rows"><table>
      <thead><tr>${page.columns.map((column, i) => html`<th key=${i} class=${NUMBERS.includes(column.encoding) ? 'number' : ''} title=${visible(column.type)}>${visible(column.name)}</th>`)}</tr></thead>
      <tbody>${page.rows.map((row, i) => html`<tr key=${i}>${row.map((value, j) => {
        const shown = cell(value);
        return html`<td key=${j} class=${shown.kind}>${shown.text}</td>`;
      })}</tr>`)}</tbody>
    </table></div>
    <footer>
      <span>${page.rows.length === 0 ? 'no rows' : `${count(offset + 1)}–${count(last)} of ${count(page.rowCount)}`}${page.truncated !== 'NONE' ? `, cut short by ${page.truncated}` : ''}</span>
      <button type="button" disabled=${offset === 0} onClick=${() => setOffset(Math.max(0, offset - PAGE))}>Previous</button>
      <button type="button" disabled=${page.next == null} onClick=${() => setOffset(page.next)}>Next</button>
    </footer>`;
}

export function Job({ tenant, jobId, close }) {
  const path = jobPath(jobId);
  const [ended, setEnded] = useState(null);
  const [refused, setRefused] = useState(null);
  const polled = usePolling(() => (ended ? Promise.resolve(ended) : call(path + query({ tenant }))), 700, tenant + jobId);
  const job = polled.value?.jobId === jobId ? polled.value : null;
  useEffect(() => { setEnded(null); setRefused(null); }, [jobId]);
  useEffect(() => { if (job?.ended) setEnded(job); }, [job?.ended, jobId]);
  const cancel = () => call(jobPath(jobId, '/cancel') + query({ tenant }), { method: 'POST' })
    .then((told) => setRefused(told.answer === 'TOO_LATE' ? { code: told.answer, message: told.detail } : null)).catch(setRefused);
  const problem = refused ?? (job ? null : polled.problem);
  return html`<section class="card job" aria-label="Job">
    <header>
      <h2>${job ? html`<${State} state=${job.state} /> ` : ''}Job</h2>
      <div>
        ${job && !job.ended && html`<button type="button" onClick=${cancel}>Cancel</button>`}
        <button type="button" onClick=${close}>Close</button>
      </div>
    </header>
    <p class="id">${visible(jobId)}</p>
    ${problem && html`<p class="problem" role="status"><b>${problem.code}</b> ${visible(problem.message)}</p>`}
    ${job && html`
      ${job.error && html`<div class="problem" role="status"><b>${job.error.code}</b> ${visible(job.error.message)}
        ${job.error.sqlState && html`<small> SQLSTATE ${visible(job.error.sqlState)}</small>`}${job.error.hint && html`<p>${visible(job.error.hint)}</p>`}</div>`}
      <pre class="sql" tabindex="0">${visible(job.statement ?? '(the text is not known)')}</pre>
      ${job.state === 'SUCCEEDED' && html`<${Rows} key=${job.jobId} job=${job} />`}
      <dl class="facts">
        <${Fact} label="database" value=${job.database} /><${Fact} label="tenant" value=${job.tenant} /><${Fact} label="principal" value=${job.principal} />
        <${Fact} label="priority" value=${job.priority?.toLowerCase()} /><${Fact} label="lane" value=${job.lane?.toLowerCase()} /><${Fact} label="kind" value=${job.statementKind} />
        <${Fact} label="submitted" value=${clock(job.submittedAt)} /><${Fact} label="took" value=${duration(elapsed(job))} /><${Fact} label="attempt" value=${job.attempt || ''} />
        <${Fact} label="fingerprint" value=${job.fingerprint} /><${Fact} label="node" value=${job.node} /><${Fact} label="from ledger" value=${job.fromLedger ? 'yes' : ''} />
      </dl>
      ${job.metrics && html`<${Times} metrics=${job.metrics} />`}
      ${job.decision && html`<${Decision} decision=${job.decision} />`}`}
  </section>`;
}
