// Reads text/event-stream as the HTML standard defines it.

/** Yields {id, event, data} for each complete event of the body; what the end cuts off is dropped. */
export async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const parser = new EventParser();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      yield* parser.push(value);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

export class EventParser {
  #rest = "";
  #id = "";
  #event = "";
  #data = [];
  #skipLineFeed = false;

  push(characters) {
    const events = [];
    let input = this.#rest + characters;
    if (this.#skipLineFeed && input.length > 0) {
      input = input.startsWith("\n") ? input.slice(1) : input;
      this.#skipLineFeed = false;
    }
    let start = 0;
    for (let i = 0; i < input.length; i++) {
      const character = input[i];
      if (character !== "\n" && character !== "\r") {
        continue;
      }
      this.#line(input.slice(start, i), events);
      if (character === "\r") {
        if (i + 1 === input.length) {
          this.#skipLineFeed = true;
        } else if (input[i + 1] === "\n") {
          i++;
        }
      }
      start = i + 1;
    }
    this.#rest = input.slice(start);
    return events;
  }

  #line(line, events) {
    if (line === "") {
      if (this.#data.length > 0) {
        events.push({ id: this.#id, event: this.#event || "message", data: this.#data.join("\n") });
      }
      this.#data = [];
      this.#event = "";
      return;
    }
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "id") {
      this.#id = value;
    } else if (name === "event") {
      this.#event = value;
    } else if (name === "data") {
      this.#data.push(value);
    }
  }
}
