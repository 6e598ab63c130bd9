// <footnote-chat session="...">: asks questions and shows the answers of one conversation as they are written.

import { ApiError, csrfToken, getJson } from "./api.js";
import { streamAnswer } from "./answer-stream.js";
import { AnswerView, questionView } from "./chat-view.js";
import { element, isAtBottom, scrollToBottom } from "./dom.js";
import { takePosition } from "./position.js";

const limit = 2000;
const text = {
  left: (count) => `${count} characters left`,
  confirmDelete: "Delete this conversation? It cannot be restored.",
  deleteConversation: "Delete conversation",
  delete: "Delete",
  loadFailed: "The earlier messages could not be loaded.",
};

class FootnoteChat extends HTMLElement {
  #session = null;
  #busy = false;
  #leaving = new AbortController();

  connectedCallback() {
    this.#session = this.getAttribute("session") || null;
    this.messages = this.querySelector(".messages");
    this.form = this.querySelector("form.composer");
    this.input = this.form.elements.question;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.input.addEventListener("keydown", (event) => this.#onKey(event));
    this.input.addEventListener("input", () => this.#onInput());
    for (const suggestion of this.querySelectorAll(".suggestion")) {
      suggestion.addEventListener("click", () => this.#ask(suggestion.textContent));
    }
    this.#onInput();
    if (matchMedia("(max-width: 48rem)").matches) {
      document.querySelector(".conversations details")?.removeAttribute("open");
    }
    if (this.#session) {
      this.#load();
    }
  }

  disconnectedCallback() {
    this.#leaving.abort();
  }

  #onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    }
  }

  #onInput() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight + 2, 200)}px`;
    const left = limit - this.input.value.length;
    this.form.querySelector(".counter").textContent = left <= 200 ? text.left(left) : "";
  }

  #submit() {
    const question = this.input.value.trim();
    if (question === "" || this.#busy) {
      this.input.focus();
      return;
    }
    this.input.value = "";
    this.#onInput();
    this.#ask(question);
  }

  async #ask(question) {
    if (this.#busy) {
      return;
    }
    this.querySelector(".welcome")?.remove();
    const view = new AnswerView();
    this.messages.append(questionView(question), view.root);
    scrollToBottom();
    const request = { message: question, enable_rag: true, session_id: this.#session ?? undefined, min_position: takePosition() };
    await this.#follow(view, { request, signal: this.#leaving.signal }, question);
    this.input.focus({ preventScroll: true });
  }

  async #follow(view, stream, question) {
    this.#setBusy(true);
    try {
      for await (const { type, data } of streamAnswer(stream)) {
        const stay = isAtBottom();
        this.#show(view, type, data, question);
        if (stay) {
          scrollToBottom();
        }
      }
    } catch (error) {
      if (!this.#leaving.signal.aborted) {
        view.fail(error, question ? () => this.#ask(question) : null);
        scrollToBottom();
      }
    } finally {
      this.#setBusy(false);
    }
  }

  #show(view, type, data, question) {
    switch (type) {
      case "retrieval":
        this.#adopt(data.session_id, question);
        view.showRetrieved(data.sources);
        break;
      case "delta":
        view.append(data.text, data.reset === true);
        break;
      case "citation":
        view.noteVerdict(data);
        break;
      case "reconnecting":
        view.showReconnecting();
        break;
      case "done":
        this.#adopt(data.session_id, question);
        view.complete(data);
        break;
      case "error":
        throw new ApiError(data.problem ?? data, data.problem?.status ?? data.status ?? 500, null);
      default:
        break;
    }
  }

  // The first answer of a new conversation gives it its id: from then on a reload shows it again.
  #adopt(session, question) {
    if (!session || session === this.#session) {
      return;
    }
    this.#session = session;
    history.replaceState(null, "", `/?chat=${session}`);
    const list = document.getElementById("conversations");
    list?.querySelector('[aria-current="page"]')?.removeAttribute("aria-current");
    list?.prepend(conversationItem(session, question ?? "…"));
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.form.querySelector("button").disabled = busy;
  }

  async #load() {
    try {
      const messages = await loadMessages(this.#session);
      let question = null;
      for (const message of messages) {
        if (message.role === "user") {
          question = message.content;
          this.messages.append(questionView(question));
        } else {
          this.#restore(message, question);
        }
      }
      scrollToBottom();
    } catch (error) {
      this.messages.append(element("p", { class: "problem", role: "alert" }, `${text.loadFailed} ${error.message}`));
    }
  }

  #restore(message, question) {
    const view = new AnswerView();
    this.messages.append(view.root);
    if (message.status === "completed" || !message.status) {
      view.complete({ answer: message.content, sources: message.sources ?? [], metadata: message.metadata });
    } else if (message.status === "failed") {
      view.append(message.content ?? "");
      const error = message.error ? new ApiError(message.error, message.error.status ?? 500, null) : null;
      view.fail(error, question ? () => this.#ask(question) : null);
    } else {
      this.#follow(view, { sessionId: this.#session, messageId: message.id, signal: this.#leaving.signal }, question);
    }
  }
}

// the same row as the page's own, so that a new conversation can be deleted without a reload
function conversationItem(session, title) {
  return element("li", {},
    element("a", { href: `/?chat=${session}`, "aria-current": "page" }, title),
    element("form", { method: "post", action: `/app/chats/${session}/delete`, "data-confirm": text.confirmDelete },
      element("input", { type: "hidden", name: "csrf_token", value: csrfToken() }),
      element("button", {
        class: "quiet icon", type: "submit", "aria-label": `${text.deleteConversation} ${title}`, title: text.delete,
      }, "×")));
}

async function loadMessages(session) {
  const messages = [];
  let after = null;
  do {
    const query = after ? `?after=${encodeURIComponent(after)}` : "";
    const page = await getJson(`/chats/${session}/messages${query}`);
    messages.push(...page.data);
    after = page.has_more ? page.next : null;
  } while (after);
  return messages;
}

customElements.define("footnote-chat", FootnoteChat);
