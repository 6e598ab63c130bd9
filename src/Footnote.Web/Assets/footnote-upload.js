// <footnote-upload>: sends files and shows how far each one is, from the first byte to "Ready".

import { isArchive, uploadArchive } from "./bulk-upload.js";
import { refreshList } from "./document-list.js";
import { element } from "./dom.js";
import { describeLeft } from "./duration.js";
import { notePosition } from "./position.js";
import { follow } from "./progress-feed.js";
import { postForm } from "./upload-request.js";

const parallel = 2;
const text = {
  waiting: "Waiting",
  uploading: (percent) => `Uploading, ${percent} %`,
  reading: "Reading",
  ready: "Ready",
  images: "Holds images of text only; Footnote cannot read it.",
  failed: "Failed",
  gone: "It was deleted.",
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
      if (isArchive(file)) {
        await uploadArchive(file, restricted, row);
      } else {
        const accepted = await postForm("/documents", file, restricted, (share) => row.showUploading(share));
        row.showReading(null);
        refreshList();
        this.#watch(accepted, row);
      }
    } catch (error) {
      row.showFailure(error.message, error.requestId);
    }
    refreshList();
  }

  // the next file is sent while this one is being read
  async #watch(accepted, row) {
    const final = await follow(accepted.id, (state) => row.showReading(state));
    if (final === null) {
      row.showFailure(text.gone, null);
    } else {
      notePosition(final.position);
      row.showFinal(final);
    }
    refreshList();
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

  showReading(state) {
    const left = describeLeft(state?.eta_seconds);
    this.bar.value = 0.5 + (state?.progress ?? 0) / 2;
    this.state.textContent = left ? `${text.reading}, ${left}` : text.reading;
  }

  showReport(summary, hasFaults) {
    this.#finish(hasFaults ? "failed" : "completed", summary);
  }

  addReason(reason) {
    this.root.append(element("p", { class: "reason" }, reason));
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

customElements.define("footnote-upload", FootnoteUpload);
