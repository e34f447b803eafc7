// Talks to the program that serves this page. The token of the run stands in the address once; it
// is kept in this tab and sent with every request.

const KEEP = 'candor-token';

function takeToken() {
  const fragment = location.hash.slice(1);
  if (/^[A-Za-z0-9_-]{16,}$/.test(fragment)) {
    sessionStorage.setItem(KEEP, fragment);
    history.replaceState(null, '', '/');
  }
  return sessionStorage.getItem(KEEP) ?? '';
}

const token = takeToken();

/** What the program refused, in its own words. */
export class ApiError extends Error {
  constructor(status, body) {
    super(body.error ?? 'The program gave no reason.');
    this.status = status;
    this.body = body;
    this.hints = body.hints ?? [];
  }
}

/** The program does not answer: it was stopped, or the machine sleeps. */
export class Gone extends Error {
  constructor() {
    super('Candor is not running.');
    this.hints = ['Start “candor preview” again and open the address that it prints. Your text stays in this tab until then.'];
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, {
      ...options, cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer',
      headers: { 'X-Candor-Token': token, ...options.headers },
    });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Gone();
  }
  if (response.ok) return response;
  let body;
  try {
    body = await response.json();
  } catch {
    body = { error: `The program answered with ${response.status}.` };
  }
  throw new ApiError(response.status, body);
}

export async function get(path, signal) {
  return (await ask(path, { signal })).json();
}

export async function post(path, body, keepalive = false) {
  const response = await ask(path, {
    method: 'POST', keepalive, body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  });
  return response.json();
}

/** Fetches a file; returns its name and bytes. */
export async function file(path) {
  const response = await ask(path, {});
  const named = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '');
  return { name: named?.[1] ?? null, blob: await response.blob() };
}

/** Whether the program knows this tab. */
export const known = () => token !== '';

/**
 * Calls `heard(change)` for each change of the workspace, `again()` when everything must be read
 * again, and `alive(boolean)` when the program stops or answers again. Only a tab that is seen
 * waits for an answer; a browser has few connections for all its tabs.
 */
export async function listen({ heard, again, alive }) {
  let since = null;
  let running = true;
  for (;;) {
    if (document.hidden) await shown();
    try {
      const query = since === null ? '' : `?since=${since}&wait=15000`;
      const answer = await get(`/api/events${query}`);
      if (!running) {
        running = true;
        alive(true);
        again();
      }
      if (answer.again) again();
      else for (const change of answer.changes ?? []) if (since !== null) heard(change);
      since = answer.event;
    } catch (error) {
      if (running) {
        running = false;
        alive(false, error);
      }
      await new Promise((done) => setTimeout(done, 2000));
    }
  }
}

function shown() {
  return new Promise((done) => {
    document.addEventListener('visibilitychange', done, { once: true });
  });
}
