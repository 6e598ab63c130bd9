// The sheet that shows the passage behind a footnote.

import { element } from "./dom.js";

const text = {
  close: "Close",
  footnote: (index) => `Footnote ${index}`,
  nearest: (index) => `Passage ${index}`,
  page: (page) => `Page ${page}`,
  open: "Open in the document",
  partial: "Only a part of the sentence is supported by this passage.",
  unsupported: "This passage does not support the sentence. Read it before you rely on the answer.",
};

let dialog = null;

/** Opens the sheet; focus returns to where it was when it closes. */
export function openPassage(source, { verdict = null, isCited = true } = {}) {
  dialog ??= createDialog();
  const title = element("h2", { id: "passage-title", tabindex: "-1" }, source.title);
  dialog.querySelector(".content").replaceChildren(...[
    element("p", { class: "fine" }, isCited ? text.footnote(source.index) : text.nearest(source.index)),
    title,
    placeOf(source),
    verdict === "partial" || verdict === "unsupported" ? element("p", { class: "notice" }, text[verdict]) : null,
    ...passageOf(source),
    element("p", { class: "open" }, element("a", { class: "button", href: documentAddress(source) }, text.open)),
  ].filter((node) => node !== null));
  dialog.showModal();
  title.focus();
}

/** "Page 2 · Cards · Limits", or null when the location says nothing. */
export function describePlace(source) {
  const parts = [source.location?.page ? text.page(source.location.page) : null, ...(source.location?.heading_path ?? [])];
  return parts.filter((part) => part && part !== source.title).join(" · ");
}

function placeOf(source) {
  const place = describePlace(source);
  return place ? element("p", { class: "place" }, place) : null;
}

function createDialog() {
  const close = element("button", { type: "button", class: "quiet close", onclick: () => dialog.close() }, text.close);
  const created = element("dialog", { class: "sheet", "aria-labelledby": "passage-title" }, close, element("div", { class: "content" }));
  created.addEventListener("click", (event) => {
    if (event.target === created) {
      created.close();
    }
  });
  document.body.append(created);
  return created;
}

function quoteRange(excerpt, quote) {
  const start = quote ? excerpt.indexOf(quote) : -1;
  return start < 0 ? null : { start, end: start + quote.length };
}

function markQuote(excerpt, quote) {
  const range = quoteRange(excerpt, quote);
  if (!range) {
    return [excerpt];
  }
  return [excerpt.slice(0, range.start), element("mark", {}, excerpt.slice(range.start, range.end)), excerpt.slice(range.end)];
}

// A long passage arrives shortened: a quote from behind the cut is shown by itself first.
function passageOf(source) {
  const passage = element("blockquote", {}, ...markQuote(source.excerpt, source.quote));
  const isOutside = source.quote && !quoteRange(source.excerpt, source.quote);
  return isOutside ? [element("blockquote", {}, element("mark", {}, source.quote)), passage] : [passage];
}

function documentAddress(source) {
  const { start, end } = source.location ?? {};
  if (!Number.isInteger(start) || !Number.isInteger(end)) {
    return `/app/documents/${source.document_id}`;
  }
  const query = new URLSearchParams({ start, end });
  if (Number.isInteger(source.quote_start) && Number.isInteger(source.quote_end)) {
    query.set("quote_start", source.quote_start);
    query.set("quote_end", source.quote_end);
  }
  return `/app/documents/${source.document_id}?${query}#passage`;
}
