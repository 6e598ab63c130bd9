// How far the change log had come when this tab last uploaded something: the next question waits until the index has read that far,
// so that a person finds what they just added.

const key = "footnote.position";

export function notePosition(position) {
  if (Number.isInteger(position) && position > (Number(sessionStorage.getItem(key)) || 0)) {
    sessionStorage.setItem(key, String(position));
  }
}

/** The position to wait for, once; undefined when nothing was uploaded since the last question. */
export function takePosition() {
  const position = Number(sessionStorage.getItem(key)) || undefined;
  sessionStorage.removeItem(key);
  return position;
}
