// Dead letters, newest first: what could not succeed as it was, and whether it is retried.

import { html, useState } from './vendor/htm-preact.mjs';
import { call, query } from './api.mjs';
import { jobLink } from './jobs.mjs';
import { usePolling } from './polling.mjs';
import { ago, clock, oneLine, visible } from './text.mjs';

const time = (instant) => (instant ? html`<span title=${instant}>${clock(instant)}</span>` : '');

function Row({ letter }) {
  const read = `${letter.sourceTopic}/${letter.sourcePartition}/${letter.sourceOffset}`;
  const name = visible(letter.jobId ?? read);
  return html`<tr>
    <td>${visible(letter.errorCode)}</td>
    <td class="statement">${letter.jobId && letter.tenant ? html`<a href=${jobLink(letter)}>${name}</a>` : name}</td>
    <td>${visible(letter.database)}</td>
    <td class="number">${letter.attempts}</td>
    <td class="number">${letter.retriesGranted > 0 ? `${letter.retries} of ${letter.retriesGranted}` : ''}</td>
    <td class="number">${time(letter.retryAt)}</td>
    <td class="wide">${letter.redrivable ? 'yes' : 'no'}</td>
    <td class="wide" title=${visible(letter.message)}>${oneLine(letter.message, 80)}</td>
    <td class="number">${time(letter.at)} <small class="wide">${ago(letter.at)}</small></td>
  </tr>`;
}

export function Letters() {
  const [pages, setPages] = useState([]);
  const asked = `/v1/dead-letters${query({ limit: 10, after: pages[pages.length - 1] })}`;
  const { value, problem } = usePolling(() => call(asked), 5000, asked);
  const letters = value?.deadLetters ?? [];
  return html`<section class="card jobs" aria-label="Dead letters">
    <header><h2>Dead letters</h2></header>
    ${problem && html`<p class="problem" role="status"><b>${problem.code}</b> ${visible(problem.message)}</p>`}
    <div class="scroll">
      <table>
        <thead><tr><th>error</th><th>job</th><th>database</th><th class="number">attempts</th><th class="number">retries</th><th class="number">next retry</th><th class="wide">redrivable</th><th class="wide">message</th><th class="number">at</th></tr></thead>
        <tbody>${letters.map((letter) => html`<${Row} key=${letter.id} letter=${letter} />`)}</tbody>
      </table>
      ${letters.length === 0 && value && html`<p class="empty">No dead letters.</p>`}
    </div>
    <footer>
      <button type="button" disabled=${pages.length === 0} onClick=${() => setPages(pages.slice(0, -1))}>Newer</button>
      <button type="button" disabled=${!value?.next} onClick=${() => setPages([...pages, value.next])}>Older</button>
    </footer>
  </section>`;
}
