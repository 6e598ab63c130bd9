// One stream of /ingestion/events for the page, open only while somebody waits for a document and the page is seen: browsers open few
// connections to a host. Where the stream is refused or breaks, the documents waited for are asked one by one.

import { getJson } from "./api.js";

const pollInterval = 1000;
const retryInterval = 10000;
const askedAtOnce = 10;
const final = ["completed", "failed", "needs_ocr"];

export function isFinal(status) {
  return final.includes(status);
}

class ProgressFeed extends EventTarget {
  #waiting = new Map();
  #source = null;
  #timer = 0;

  constructor() {
    super();
    document.addEventListener("visibilitychange", () => this.#adjust());
  }

  /** Calls back with each state of a document until it is final or gone; gone is null. Returns a function that stops it. */
  watch(id, callback) {
    const callbacks = this.#waiting.get(id) ?? new Set();
    callbacks.add(callback);
    this.#waiting.set(id, callbacks);
    this.#adjust();
    return () => {
      callbacks.delete(callback);
      if (callbacks.size === 0) {
        this.#waiting.delete(id);
      }
      this.#adjust();
    };
  }

  #adjust() {
    const isWanted = this.#waiting.size > 0 && document.visibilityState === "visible";
    if (isWanted && !this.#source && !this.#timer) {
      this.#open();
    } else if (!isWanted) {
      this.#close();
    }
  }

  #open() {
    this.#source = new EventSource("/ingestion/events");
    this.#source.addEventListener("snapshot", (event) => this.#onSnapshot(JSON.parse(event.data)));
    this.#source.addEventListener("document", (event) => this.#onDocument(JSON.parse(event.data)));
    this.#source.addEventListener("removed", (event) => this.#tell(JSON.parse(event.data).id, null));
    this.#source.addEventListener("queue", (event) => this.#onQueue(JSON.parse(event.data)));
    this.#source.addEventListener("error", () => {
      if (this.#source?.readyState === EventSource.CLOSED) {
        this.#source = null;
        this.#poll(Date.now() + retryInterval);
      }
    });
  }

  #close() {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  // what the snapshot does not name has ended meanwhile, or is too far back in a long queue
  async #onSnapshot(snapshot) {
    this.#onQueue(snapshot.queue);
    for (const state of snapshot.documents) {
      this.#onDocument(state);
    }
    const shown = new Set(snapshot.documents.map((state) => state.id));
    await this.#ask([...this.#waiting.keys()].filter((id) => !shown.has(id)));
  }

  #onQueue(queue) {
    this.dispatchEvent(new CustomEvent("queue", { detail: queue }));
  }

  #onDocument(state) {
    this.dispatchEvent(new CustomEvent("document", { detail: state }));
    this.#tell(state.id, state);
  }

  #tell(id, state) {
    const callbacks = this.#waiting.get(id);
    if (!callbacks) {
      return;
    }
    if (state === null || isFinal(state.status)) {
      this.#waiting.delete(id);
      this.#adjust();
    }
    for (const callback of callbacks) {
      callback(state);
    }
  }

  // a few at a time: there may be thousands
  async #ask(ids) {
    for (let start = 0; start < ids.length; start += askedAtOnce) {
      await Promise.all(ids.slice(start, start + askedAtOnce).map((id) => this.#askOne(id)));
    }
  }

  async #askOne(id) {
    try {
      this.#tell(id, await getJson(`/documents/${id}`));
    } catch (error) {
      if (error.status === 404) {
        this.#tell(id, null);
      }
    }
  }

  async #poll(until) {
    await this.#ask([...this.#waiting.keys()]);
    if (this.#waiting.size > 0 && document.visibilityState === "visible") {
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        if (Date.now() >= until) {
          this.#open();
        } else {
          this.#poll(until);
        }
      }, pollInterval);
    }
  }
}

export const feed = new ProgressFeed();

/** Resolves with the final state of a document, or null when it is gone. */
export function follow(id, onState) {
  return new Promise((resolve) => {
    const stop = feed.watch(id, (state) => {
      if (state === null || isFinal(state.status)) {
        stop();
        resolve(state);
      } else {
        onState(state);
      }
    });
  });
}
