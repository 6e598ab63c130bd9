// <footnote-documents>: follows documents that are still being read.

import { getJson } from "./api.js";
import { refreshList } from "./document-list.js";

const interval = 1000;

class FootnoteDocuments extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.#schedule();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #schedule() {
    if (this.querySelector('[data-final="false"]')) {
      this.#timer = setTimeout(() => this.#poll(), interval);
    }
  }

  async #poll() {
    const rows = [...this.querySelectorAll('[data-final="false"]')];
    const changed = await Promise.all(rows.map((row) => this.#follow(row)));
    if (changed.includes(true)) {
      await refreshList();
    }
    if (this.isConnected) {
      this.#schedule();
    }
  }

  async #follow(row) {
    try {
      const state = await getJson(`/documents/${row.dataset.id}`);
      const bar = row.querySelector("progress");
      if (bar) {
        bar.value = state.progress;
      }
      return ["completed", "failed", "needs_ocr"].includes(state.status);
    } catch (error) {
      return error.status === 404;
    }
  }
}

customElements.define("footnote-documents", FootnoteDocuments);
