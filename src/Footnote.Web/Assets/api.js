// Requests to the server's API with the session cookie and the anti-forgery token.

const text = {
  unreachable: "The server cannot be reached. Check the connection and try again.",
  unreadable: "The server answered something this page does not understand.",
  signedOut: "You are signed out. Reload the page to sign in again.",
};

export class ApiError extends Error {
  constructor(problem, status, retryAfter) {
    super(describe(problem, status));
    this.code = problem?.code ?? `HTTP_${status}`;
    this.status = status;
    this.requestId = problem?.request_id ?? null;
    this.retryAfter = retryAfter;
  }
}

export class ConnectionError extends Error {
  constructor() {
    super(text.unreachable);
    this.requestId = null;
  }
}

function describe(problem, status) {
  if (status === 401) {
    return text.signedOut;
  }
  const message = problem?.message ?? problem?.detail ?? problem?.title ?? text.unreadable;
  const details = Object.entries(problem?.details ?? {})
    .flatMap(([field, faults]) => [faults].flat().map((fault) => `${field.replaceAll("_", " ")}: ${fault}`));
  return [message, ...details].join(" ");
}

export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/** Fetches and returns the response; throws ApiError for refusals and ConnectionError when nothing answered. */
export async function send(path, { method = "GET", body, headers = {}, signal } = {}) {
  const all = { Accept: "application/json", ...headers };
  if (method !== "GET") {
    all["X-CSRF-Token"] = csrfToken();
  }
  if (body !== undefined) {
    all["Content-Type"] = "application/json";
  }
  let response;
  try {
    response = await fetch(path, { method, headers: all, body: body === undefined ? undefined : JSON.stringify(body), signal });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new ConnectionError();
  }
  if (!response.ok) {
    throw new ApiError(await readProblem(response), response.status, Number(response.headers.get("Retry-After")) || null);
  }
  return response;
}

export async function getJson(path, options) {
  const response = await send(path, options);
  return response.json();
}

/** Parses the body of a refusal, whatever it is. */
export function parseProblem(body) {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

async function readProblem(response) {
  try {
    return parseProblem(await response.text());
  } catch {
    return null;
  }
}

/** A random key; crypto.randomUUID exists in secure contexts only, and this page may be served over plain HTTP in a local network. */
export function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
