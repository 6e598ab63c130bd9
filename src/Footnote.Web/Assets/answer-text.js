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
  return joinMarkers(nodes.filter((node) => node !== ""));
}

// A marker stands close to its word, and neither it nor the stop behind it may begin a line.
function joinMarkers(nodes) {
  const joined = [];
  for (let i = 0; i < nodes.length; i++) {
    if (!nodes[i].classList?.contains("marker")) {
      joined.push(nodes[i]);
      continue;
    }
    const before = joined.at(-1);
    const [, rest, word] = typeof before === "string" ? /^(.*?)(\S*)\s*$/s.exec(before) : [null, before, ""];
    const [stop] = typeof nodes[i + 1] === "string" ? /^[.,;:!?)]*/.exec(nodes[i + 1]) : [""];
    if (typeof before === "string") {
      joined[joined.length - 1] = rest;
    }
    if (stop !== "") {
      nodes[i + 1] = nodes[i + 1].slice(stop.length);
    }
    joined.push(element("span", { class: "nowrap" }, word, nodes[i], stop));
  }
  return joined.filter((node) => node !== "");
}
