// Sends a file as a form, with its progress. XMLHttpRequest, because fetch does not tell how much of a body has been sent.

import { csrfToken, parseProblem, ApiError, randomKey } from "./api.js";

const text = {
  cut: "The connection was closed during the upload. The file may be larger than the server accepts.",
};

/** Resolves with the answer's JSON; rejects with ApiError for refusals. */
export function postForm(address, file, restricted, onProgress) {
  const form = new FormData();
  if (restricted) {
    form.append("restricted", "true");
  }
  form.append("file", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
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
