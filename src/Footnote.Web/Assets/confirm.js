// <form data-confirm="...">: asks before the form is sent.

import { element } from "./dom.js";

const text = { cancel: "Cancel", confirm: "Yes" };

document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = form.dataset?.confirm;
  if (!question || form.dataset.confirmed) {
    return;
  }
  event.preventDefault();
  ask(question, event.submitter?.textContent.trim()).then((yes) => {
    if (yes) {
      form.dataset.confirmed = "true";
      form.submit();
    }
  });
});

function ask(question, action) {
  return new Promise((resolve) => {
    const cancel = element("button", { type: "submit", value: "no", autofocus: true }, text.cancel);
    const confirm = element("button", { type: "submit", value: "yes", class: "danger" }, action?.length > 1 ? action : text.confirm);
    const form = element("form", { method: "dialog" },
      element("p", { id: "confirm-question" }, question), element("p", { class: "actions" }, cancel, confirm));
    const dialog = element("dialog", { class: "confirm", "aria-labelledby": "confirm-question" }, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
