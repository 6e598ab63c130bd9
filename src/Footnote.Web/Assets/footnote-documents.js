// <footnote-documents>: follows documents that are still being read and keeps the line about the queue up to date.

import { refreshList } from "./document-list.js";
import { describeLeft } from "./duration.js";
import { feed } from "./progress-feed.js";

const text = {
  waiting: "Waiting",
  reading: "Reading",
  queue: (state) => `${state.queued} waiting, ${state.running} being read`,
  ready: (title) => `${title} is ready.`,
  failed: (title, reason) => `${title} could not be read. ${reason}`,
  gone: "A document was deleted.",
  ends: { completed: "Ready", failed: "Failed", needs_ocr: "Holds images only" },
};

class FootnoteDocuments extends HTMLElement {
  #stops = [];
  #onQueue = (event) => showQueue(event.detail);

  connectedCallback() {
    feed.addEventListener("queue", this.#onQueue);
    for (const row of this.querySelectorAll('[data-final="false"]')) {
      this.#stops.push(feed.watch(row.dataset.id, (state) => this.#show(row, state)));
    }
  }

  disconnectedCallback() {
    feed.removeEventListener("queue", this.#onQueue);
    for (const stop of this.#stops) {
      stop();
    }
  }

  #show(row, state) {
    if (state === null) {
      announce(text.gone);
      refreshList();
    } else if (state.status === "pending" || state.status === "processing") {
      showProgress(row, state);
    } else {
      showEnd(row, state);
      announce(state.status === "completed" ? text.ready(state.title) : text.failed(state.title, state.error?.message ?? ""));
      refreshList();
    }
  }
}

function showProgress(row, state) {
  const bar = row.querySelector("progress");
  if (bar) {
    bar.value = state.progress;
  }
  const label = row.querySelector(".state");
  if (label) {
    const left = describeLeft(state.eta_seconds);
    label.className = `state ${state.status}`;
    label.textContent = (state.status === "pending" ? text.waiting : text.reading) + (left ? `, ${left}` : "");
  }
}

// the list is read anew, but not while somebody works in it with the keyboard
function showEnd(row, state) {
  row.querySelector("progress")?.remove();
  const label = row.querySelector(".state");
  if (label) {
    label.className = `state ${state.status}`;
    label.textContent = text.ends[state.status];
  }
}

function showQueue(state) {
  const line = document.getElementById("queue-line");
  if (!line) {
    return;
  }
  const isBusy = state.queued + state.running > 1;
  const left = state.paused || state.server_paused ? "" : describeLeft(state.eta_seconds);
  line.hidden = !isBusy;
  line.textContent = isBusy ? text.queue(state) + (left ? `, ${left}` : "") : "";
}

// screen readers hear of ends, not of every step
function announce(message) {
  const line = document.getElementById("document-news");
  if (line) {
    line.textContent = message;
  }
}

customElements.define("footnote-documents", FootnoteDocuments);
