// Runs a statement, or asks what would become of it.

import { html, useState } from './vendor/htm-preact.mjs';
import { Problem, submit } from './api.mjs';
import { jobLink } from './jobs.mjs';
import { visible } from './text.mjs';

function parameters(text) {
  if (text.trim() === '') return [];
  try {
    const list = JSON.parse(text);
    if (Array.isArray(list)) return list;
  } catch {
    // Told below.
  }
  throw new Problem('INVALID_PARAMETERS', 'Parameters are a JSON list, such as [42, "text", null].');
}

export function Runner({ databases }) {
  const [form, setForm] = useState({ sql: '', parameters: '', database: '', tenant: 'default', priority: 'normal' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const set = (field) => (event) => setForm({ ...form, [field]: event.target.value });
  const database = form.database || databases[0] || '';
  const run = async (validateOnly) => {
    setBusy(true);
    setProblem(null);
    try {
      const { sql, tenant, priority } = form;
      const job = await submit({ sql, database, tenant, priority, parameters: parameters(form.parameters), validateOnly }, '10s');
      location.hash = jobLink(job);
    } catch (failed) {
      setProblem(failed);
    } finally {
      setBusy(false);
    }
  };
  const keys = (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run(false);
    }
  };
  return html`<form class="card runner" aria-label="Run SQL" onSubmit=${(event) => { event.preventDefault(); run(false); }} onKeyDown=${keys}>
    <header><h2>Run SQL</h2></header>
    <label class="sql-label">Statement
      <textarea rows="5" required spellcheck="false" autocomplete="off" placeholder="select * from nation where n_regionkey = ?" value=${form.sql} onInput=${set('sql')}></textarea>
    </label>
    <div class="fields">
      <label>Database
        ${databases.length > 0
          ? html`<select value=${database} onChange=${set('database')}>${databases.map((name) => html`<option key=${name} value=${name} selected=${name === database}>${visible(name)}</option>`)}</select>`
          : html`<input required value=${form.database} onInput=${set('database')} />`}
      </label>
      <label>Tenant <input required value=${form.tenant} onInput=${set('tenant')} /></label>
      <label>Priority
        <select value=${form.priority} onChange=${set('priority')}>${['high', 'normal', 'low'].map((each) => html`<option key=${each} value=${each} selected=${each === form.priority}>${each}</option>`)}</select>
      </label>
      <label class="grow">Parameters <input placeholder='[1, "text"]' value=${form.parameters} onInput=${set('parameters')} /></label>
    </div>
    ${problem && html`<div class="problem" role="alert"><b>${problem.code}</b> ${visible(problem.message)}
      ${(problem.errors ?? []).length > 1 && html`<ul>${problem.errors.map((each, i) => html`<li key=${i}><code>${visible(each.field)}</code> ${visible(each.message)}</li>`)}</ul>`}</div>`}
    <footer>
      <span class="hint">Ctrl+Enter runs</span>
      <button type="button" disabled=${busy} onClick=${() => run(true)}>Explain</button>
      <button type="submit" class="primary" disabled=${busy}>${busy ? 'Running…' : 'Run'}</button>
    </footer>
  </form>`;
}
