// Small helpers to build elements. Text is always set as text: nothing here or elsewhere parses HTML that came from data.

export function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (key === "class") {
      node.className = value;
    } else if (key.startsWith("on")) {
      node.addEventListener(key.slice(2), value);
    } else {
      node.setAttribute(key, value === true ? "" : value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function isAtBottom(slack = 120) {
  const page = document.scrollingElement;
  return page.scrollHeight - page.scrollTop - page.clientHeight < slack;
}

export function scrollToBottom() {
  const page = document.scrollingElement;
  page.scrollTop = page.scrollHeight;
}
