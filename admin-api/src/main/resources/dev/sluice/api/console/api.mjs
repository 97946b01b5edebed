// Calls to the API. Every failure is a Problem with a code and a sentence for people.

export class Problem extends Error {
  constructor(code, detail, errors = []) {
    super(detail);
    this.code = code;
    this.errors = errors;
  }
}

// Numbers that JavaScript would round are kept as they were written.
function exact(key, value, context) {
  return typeof value === 'number' && context?.source && String(value) !== context.source ? { exact: context.source } : value;
}

function parse(text) {
  try {
    return JSON.parse(text, exact);
  } catch {
    return {};
  }
}

export async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { headers: { Accept: 'application/json' }, ...options });
  } catch {
    throw new Problem('UNREACHABLE', 'The API does not answer. Trying again.');
  }
  const body = parse(await response.text().catch(() => ''));
  // An unhealthy process is an answer, not a failure of the call.
  if (!response.ok && path !== '/health') {
    throw new Problem(body.code ?? `HTTP ${response.status}`, body.detail ?? 'The call failed.', body.errors);
  }
  return body;
}

export function submit(request, wait) {
  return call(`/v1/jobs?wait=${wait}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  });
}

export function query(parameters) {
  const used = Object.entries(parameters).filter(([, value]) => value !== '' && value != null);
  return used.length === 0 ? '' : `?${new URLSearchParams(used)}`;
}

export const jobPath = (jobId, below = '') => `/v1/jobs/${encodeURIComponent(jobId)}${below}`;
