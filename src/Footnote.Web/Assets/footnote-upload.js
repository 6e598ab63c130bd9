// <footnote-upload>: sends files and shows how far each one is, from the first byte to "Ready".

import { csrfToken, getJson, parseProblem, ApiError, randomKey } from "./api.js";
import { refreshList } from "./document-list.js";
import { element } from "./dom.js";
import { notePosition } from "./position.js";

const parallel = 2;
const pollInterval = 500;
const text = {
  waiting: "Waiting",
  uploading: (percent) => `Uploading, ${percent} %`,
  reading: "Reading",
  ready: "Ready",
  images: "Holds images of text only; Footnote cannot read it.",
  failed: "Failed",
  cut: "The connection was closed during the upload. The file may be larger than the server accepts.",
  request: "Request",
};

class FootnoteUpload extends HTMLElement {
  #waiting = [];
  #running = 0;

  connectedCallback() {
    this.form = this.querySelector("form.drop");
    this.list = this.querySelector(".uploads");
    const input = this.querySelector("input[type=file]");
    input.addEventListener("change", () => {
      this.#add(input.files);
      input.value = "";
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    for (const type of ["dragenter", "dragover"]) {
      this.addEventListener(type, (event) => this.#onDrag(event, true));
    }
    this.addEventListener("dragleave", (event) => this.#onDrag(event, false));
    this.addEventListener("drop", (event) => {
      this.#onDrag(event, false);
      this.#add(event.dataTransfer.files);
    });
  }

  #onDrag(event, isOver) {
    event.preventDefault();
    this.form.classList.toggle("over", isOver);
  }

  #add(files) {
    const restricted = this.form.elements.restricted.checked;
    for (const file of files) {
      const row = new UploadRow(file.name);
      this.list.append(row.root);
      this.#waiting.push({ file, restricted, row });
    }
    this.#startNext();
  }

  #startNext() {
    while (this.#running < parallel && this.#waiting.length > 0) {
      this.#running++;
      this.#run(this.#waiting.shift()).finally(() => {
        this.#running--;
        this.#startNext();
      });
    }
  }

  async #run({ file, restricted, row }) {
    try {
      const accepted = await upload(file, restricted, (share) => row.showUploading(share));
      row.showReading(0);
      refreshList();
      const final = await follow(accepted.id, (state) => row.showReading(state.progress));
      notePosition(final.position);
      row.showFinal(final);
    } catch (error) {
      row.showFailure(error.message, error.requestId);
    }
    await refreshList();
  }
}

class UploadRow {
  constructor(name) {
    this.state = element("span", { class: "state" }, text.waiting);
    this.bar = element("progress", { max: "1", value: "0", "aria-label": name });
    this.root = element("li", {}, element("span", { class: "title" }, name), this.state, this.bar);
  }

  showUploading(share) {
    this.bar.value = share / 2;
    this.state.textContent = text.uploading(Math.floor(share * 100));
  }

  showReading(progress) {
    this.bar.value = 0.5 + progress / 2;
    this.state.textContent = text.reading;
  }

  showFinal(state) {
    if (state.status === "completed") {
      this.#finish("completed", text.ready);
      for (const warning of state.warnings ?? []) {
        this.root.append(element("p", { class: "reason" }, warning));
      }
    } else if (state.status === "needs_ocr") {
      this.#finish("failed", text.images);
    } else {
      this.showFailure(state.error?.message ?? text.failed, null);
    }
  }

  showFailure(message, requestId) {
    this.#finish("failed", text.failed);
    this.root.append(element("p", { class: "reason" }, message));
    if (requestId) {
      this.root.append(element("p", { class: "fine" }, `${text.request} `, element("code", {}, requestId)));
    }
  }

  #finish(kind, label) {
    this.bar.remove();
    this.state.className = `state ${kind}`;
    this.state.textContent = label;
  }
}

// XMLHttpRequest, because fetch does not tell how much of a body has been sent
function upload(file, restricted, onProgress) {
  const form = new FormData();
  if (restricted) {
    form.append("restricted", "true");
  }
  form.append("file", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/documents");
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRF-Token", csrfToken());
    request.setRequestHeader("Idempotency-Key", randomKey());
    request.upload.addEventListener("progress", (event) => onProgress(event.total > 0 ? event.loaded / event.total : 1));
    request.addEventListener("load", () => {
      const body = parseProblem(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        resolve(body);
      } else {
        reject(new ApiError(body, request.status, null));
      }
    });
    request.addEventListener("error", () => reject(new Error(text.cut)));
    request.send(form);
  });
}

async function follow(id, onState) {
  for (;;) {
    const state = await getJson(`/documents/${id}`);
    onState(state);
    if (["completed", "failed", "needs_ocr"].includes(state.status)) {
      return state;
    }
    await new Promise((resolve) => setTimeout(resolve, pollInterval));
  }
}

customElements.define("footnote-upload", FootnoteUpload);
