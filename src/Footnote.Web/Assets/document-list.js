// Refreshes the list of documents by reading the page again and taking its list over.

const interval = 1000;
let running = null;
let waiting = null;

/** Replaces the list; keeps the old one when the server does not answer. Calls in quick succession share a refresh. */
export function refreshList() {
  if (waiting !== null) {
    return waiting;
  }
  if (running === null) {
    running = replaceList().finally(() => {
      running = null;
    });
    return running;
  }
  waiting = running
    .then(() => new Promise((resolve) => setTimeout(resolve, interval)))
    .then(() => {
      waiting = null;
      return refreshList();
    });
  return waiting;
}

async function replaceList() {
  try {
    const page = await loadPage(location.href);
    const fresh = page?.getElementById("documents");
    const stale = document.getElementById("documents");
    if (fresh && stale && !stale.contains(document.activeElement)) {
      stale.replaceWith(document.adoptNode(fresh));
    }
  } catch {
    // the next refresh tries again
  }
}

// XMLHttpRequest parses the server's page into a document that runs no scripts; no string is ever turned into markup here
function loadPage(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.setRequestHeader("Accept", "text/html");
    request.addEventListener("load", () => resolve(request.status === 200 ? request.response : null));
    request.addEventListener("error", () => reject(new Error("unreachable")));
    request.send();
  });
}
