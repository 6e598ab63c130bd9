// The events of one answer, in order and each once, over as many connections as it takes.

import { ApiError, ConnectionError, randomKey, send } from "./api.js";
import { readEvents } from "./sse.js";

const firstDelay = 500;
const longestDelay = 8000;
const attempts = 12;

/**
 * Yields {type, data}; ends after "done" or "error". Between connections it yields {type: "reconnecting"}.
 * `request` asks a new question; `sessionId` and `messageId` instead follow an answer that is being written.
 */
export async function* streamAnswer({ request, sessionId = null, messageId = null, signal }) {
  const key = randomKey();
  const state = { sessionId, messageId, last: 0 };
  let failures = 0;
  for (;;) {
    let wait = 0;
    try {
      const response = await open(state, request, key, signal);
      for await (const event of eventsAfter(response, state)) {
        failures = 0;
        yield event;
        if (event.type === "done" || event.type === "error") {
          return;
        }
      }
    } catch (error) {
      if (signal?.aborted || !isPassing(error)) {
        throw error;
      }
      wait = (error.retryAfter ?? 0) * 1000;
    }
    failures++;
    if (failures > attempts) {
      throw new ConnectionError();
    }
    yield { type: "reconnecting" };
    await pause(Math.max(wait, Math.min(longestDelay, firstDelay * 2 ** (failures - 1))), signal);
  }
}

// A question that was cut before its first event is sent again with the same key: the server replays it instead of asking twice.
function open(state, request, key, signal) {
  const headers = { Accept: "text/event-stream" };
  if (state.sessionId && state.messageId) {
    headers["Last-Event-ID"] = String(state.last);
    return send(`/chats/${state.sessionId}/messages/${state.messageId}/stream`, { headers, signal });
  }
  headers["Idempotency-Key"] = key;
  return send("/chat/message", { method: "POST", headers, body: { ...request, stream: true }, signal });
}

async function* eventsAfter(response, state) {
  for await (const { id, event, data } of readEvents(response.body)) {
    const number = Number(id);
    if (!(number > state.last)) {
      continue;
    }
    state.last = number;
    const parsed = JSON.parse(data);
    state.sessionId = parsed.session_id ?? state.sessionId;
    state.messageId = parsed.message_id ?? state.messageId;
    yield { type: event, data: parsed };
  }
}

// Worth another attempt: no connection, a body cut in the middle (TypeError), or a server that is restarting.
function isPassing(error) {
  return error instanceof ConnectionError || error instanceof TypeError
    || (error instanceof ApiError && [502, 503, 504].includes(error.status));
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
