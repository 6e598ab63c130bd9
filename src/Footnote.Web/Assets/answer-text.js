// Turns the text of an answer into elements: paragraphs, lists, code, bold, and markers [n]. Everything else stays text.

import { element } from "./dom.js";

const inline = /\*\*(.+?)\*\*|`([^`]+)`|\[(\d{1,3})\]/g;
const item = /^\s*(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/;

/** `marker(index)` returns the element for a marker, or null when nothing stands behind it. */
export function renderAnswer(text, marker) {
  const fragment = document.createDocumentFragment();
  for (const block of splitBlocks(text)) {
    fragment.append(renderBlock(block, marker));
  }
  return fragment;
}

function splitBlocks(text) {
  const blocks = [];
  let lines = [];
  let kind = null;
  const flush = () => {
    if (lines.length > 0) {
      blocks.push({ kind, lines });
    }
    lines = [];
    kind = null;
  };
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    if (kind === "code") {
      if (line.startsWith("```")) {
        flush();
      } else {
        lines.push(line);
      }
      continue;
    }
    if (line.startsWith("```")) {
      flush();
      kind = "code";
      continue;
    }
    if (line.trim() === "") {
      flush();
      continue;
    }
    const match = item.exec(line);
    const wanted = match ? (match[1] ? "ordered" : "unordered") : /^#{1,6} /.test(line) ? "heading" : "paragraph";
    if (kind !== wanted && !(wanted === "paragraph" && (kind === "ordered" || kind === "unordered") && /^\s/.test(line))) {
      flush();
      kind = wanted;
    }
    lines.push(line);
    if (kind === "heading") {
      flush();
    }
  }
  flush();
  return blocks;
}

function renderBlock({ kind, lines }, marker) {
  if (kind === "code") {
    return element("pre", {}, element("code", {}, lines.join("\n")));
  }
  if (kind === "ordered" || kind === "unordered") {
    return renderList(kind, lines, marker);
  }
  if (kind === "heading") {
    return element("p", { class: "heading" }, ...renderInline(lines[0].replace(/^#+ /, ""), marker));
  }
  return element("p", {}, ...renderInline(lines.join("\n"), marker));
}

function renderList(kind, lines, marker) {
  const items = [];
  for (const line of lines) {
    const match = item.exec(line);
    if (match) {
      items.push(match[2]);
    } else {
      items[items.length - 1] += " " + line.trim();
    }
  }
  const first = item.exec(lines[0])[1];
  const list = element(kind === "ordered" ? "ol" : "ul", { start: kind === "ordered" && first !== "1" ? first : null });
  list.append(...items.map((text) => element("li", {}, ...renderInline(text, marker))));
  return list;
}

function renderInline(text, marker) {
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(inline)) {
    nodes.push(text.slice(last, match.index));
    last = match.index + match[0].length;
    if (match[1] !== undefined) {
      nodes.push(element("strong", {}, ...renderInline(match[1], marker)));
    } else if (match[2] !== undefined) {
      nodes.push(element("code", {}, match[2]));
    } else {
      nodes.push(marker(Number(match[3])) ?? match[0]);
    }
  }
  nodes.push(text.slice(last));
  return nodes.filter((node) => node !== "");
}
