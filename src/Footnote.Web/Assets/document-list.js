// Refreshes the list of documents by reading the page again and taking its list over.

/** Replaces the list; keeps the old one when the server does not answer. */
export async function refreshList() {
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!response.ok) {
      return;
    }
    // the server's own page; a parsed document runs no scripts, and its nodes carry no inline handlers under this page's policy
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("documents");
    const stale = document.getElementById("documents");
    if (fresh && stale && !stale.contains(document.activeElement)) {
      stale.replaceWith(document.adoptNode(fresh));
    }
  } catch {
    // the next refresh tries again
  }
}
