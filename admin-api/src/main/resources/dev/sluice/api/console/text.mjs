// How values look as text. Nothing here makes HTML: what a job brings along is shown, never interpreted.

// Characters that do not show themselves, or that reorder what stands around them, could make one statement look like another.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

export const visible = (text) =>
  String(text ?? '').replace(UNSEEN, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

export function oneLine(text, most = 160) {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

export const count = (number) => Number(number ?? 0).toLocaleString('en');

export function duration(millis) {
  if (millis == null || Number.isNaN(millis)) return '';
  if (millis < 1) return `${Math.round(millis * 1000)} µs`;
  if (millis < 1000) return `${millis < 10 ? millis.toFixed(1) : Math.round(millis)} ms`;
  return millis < 60_000 ? `${(millis / 1000).toFixed(1)} s` : `${Math.floor(millis / 60_000)} min ${Math.round((millis % 60_000) / 1000)} s`;
}

export function elapsed(job) {
  return job.submittedAt && job.endedAt ? Math.max(0, Date.parse(job.endedAt) - Date.parse(job.submittedAt)) : null;
}

export function clock(instant) {
  return instant ? new Date(instant).toLocaleTimeString('en-GB') : '';
}

export function ago(instant) {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(instant)) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86_400)} d ago`;
}

export function cell(value) {
  if (value === null) return { text: 'NULL', kind: 'null' };
  if (typeof value === 'object' && 'exact' in value) return { text: value.exact, kind: 'number' };
  if (typeof value === 'number') return { text: String(value), kind: 'number' };
  return { text: visible(typeof value === 'string' ? value : JSON.stringify(value)), kind: 'text' };
}
