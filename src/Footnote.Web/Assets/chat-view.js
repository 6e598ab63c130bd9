// The elements of one question and one answer.

import { element } from "./dom.js";
import { renderAnswer } from "./answer-text.js";
import { describePlace, openPassage } from "./passage-dialog.js";

const text = {
  you: "You",
  footnote: (index, title) => `Footnote ${index}: ${title}`,
  searching: "Searching your documents…",
  writing: "Writing the answer…",
  reconnecting: "No connection or a busy server. Trying again…",
  interrupted: "This answer was interrupted before it was complete.",
  sources: "Footnotes",
  nearest: "Nearest passages",
  notFound: "Not found in your documents",
  notFoundText: "No passage answers this question.",
  fallback: (name) => `A part of the server did not work; answered by fallback: ${name}.`,
  searched: (question) => `Searched for: ${question}`,
  request: "Request",
  again: "Ask again",
  seconds: (milliseconds) => `${(milliseconds / 1000).toFixed(milliseconds < 9950 ? 1 : 0)} s`,
};

export function questionView(question) {
  return element("article", { class: "question" }, element("h2", { class: "hidden-visually" }, text.you), element("p", {}, question));
}

/** Shows an answer while it is written and after. */
export class AnswerView {
  #text = "";
  #sources = [];
  #verdicts = new Map();
  #isCited = true;
  #frame = 0;

  constructor() {
    this.body = element("div", { class: "answer-text" });
    this.state = element("p", { class: "state-line", role: "status" }, text.searching);
    this.after = element("div", { class: "after" });
    this.root = element("article", { class: "answer", "aria-busy": "true" }, this.body, this.state, this.after);
  }

  get text() {
    return this.#text;
  }

  showRetrieved(sources) {
    this.#sources = sources ?? [];
    this.state.textContent = text.writing;
  }

  showReconnecting() {
    this.state.textContent = text.reconnecting;
  }

  /** More text; with `reset` another model starts over. */
  append(delta, reset = false) {
    this.#text = reset ? delta : this.#text + delta;
    this.state.textContent = text.writing;
    this.#frame ||= requestAnimationFrame(() => this.#render());
  }

  noteVerdict({ index, verdict }) {
    const worst = { supported: 0, partial: 1, unsupported: 2 };
    if ((worst[verdict] ?? 0) >= (worst[this.#verdicts.get(index)] ?? 0)) {
      this.#verdicts.set(index, verdict);
    }
  }

  complete({ answer, sources, metadata }) {
    this.#text = answer ?? this.#text;
    this.#sources = sources ?? this.#sources;
    this.#isCited = metadata?.outcome !== "not_found";
    this.#render();
    this.after.replaceChildren(...this.#afterwards(metadata ?? {}));
    this.#settle();
    if (!this.#isCited) {
      this.root.classList.add("not-found");
      this.root.prepend(element("p", { class: "outcome" }, text.notFound));
      if (this.#text === "") {
        this.body.replaceChildren(element("p", {}, text.notFoundText));
      }
    }
  }

  fail(error, askAgain) {
    this.#render();
    const problem = element("div", { class: "problem", role: "alert" }, element("p", {}, error?.message ?? text.interrupted));
    if (error?.requestId) {
      problem.append(element("p", { class: "fine" }, `${text.request} `, element("code", {}, error.requestId)));
    }
    if (askAgain) {
      problem.append(element("button", { type: "button", onclick: askAgain }, text.again));
    }
    this.after.replaceChildren(problem);
    this.#settle();
  }

  #settle() {
    this.state.remove();
    this.root.setAttribute("aria-busy", "false");
  }

  #render() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.body.replaceChildren(renderAnswer(this.#text, (index) => this.#marker(index)));
  }

  #marker(index) {
    const source = this.#sources.find((candidate) => candidate.index === index);
    if (!source) {
      return null;
    }
    const verdict = this.#verdicts.get(index) ?? null;
    const label = text.footnote(index, source.title);
    return element("button", {
      type: "button", class: `marker ${verdict ?? ""}`.trim(), "aria-label": label, "aria-haspopup": "dialog", title: source.title,
      onclick: () => openPassage(source, { verdict }),
    }, String(index));
  }

  #afterwards(metadata) {
    return [
      metadata.notice ? element("p", { class: "notice" }, metadata.notice) : null,
      metadata.fallback_used ? element("p", { class: "notice" }, text.fallback(metadata.fallback_used)) : null,
      this.#sources.length > 0 ? this.#sourceList() : null,
      metadata.rewritten_question ? element("p", { class: "fine figures" }, text.searched(metadata.rewritten_question)) : null,
      this.#figures(metadata),
    ].filter((node) => node !== null);
  }

  #sourceList() {
    const items = this.#sources.map((source) => {
      const place = describePlace(source);
      return element("li", { value: source.index }, element("button", {
        type: "button", class: "source", "aria-haspopup": "dialog",
        onclick: () => openPassage(source, { verdict: this.#verdicts.get(source.index) ?? null, isCited: this.#isCited }),
      }, element("span", { class: "title" }, source.title), place ? element("span", { class: "place" }, place) : null));
    });
    return element("section", { class: "sources" },
      element("h3", {}, this.#isCited ? text.sources : text.nearest), element("ol", {}, ...items));
  }

  #figures(metadata) {
    const parts = [metadata.model_used, Number.isFinite(metadata.response_time_ms) ? text.seconds(metadata.response_time_ms) : null];
    const known = parts.filter((part) => part);
    return known.length > 0 ? element("p", { class: "fine figures" }, known.join(" · ")) : null;
  }
}
