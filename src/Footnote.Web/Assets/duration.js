// Says how long something takes in words.

/** "about 40 s", "about 3 min", "about 2 h"; empty when it is not known. */
export function describeLeft(seconds) {
  if (seconds === null || seconds === undefined) {
    return "";
  }
  if (seconds < 90) {
    return `about ${Math.max(1, Math.round(seconds))} s left`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `about ${minutes} min left` : `about ${Math.round(minutes / 60)} h left`;
}
