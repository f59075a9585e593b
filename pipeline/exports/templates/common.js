// What every page needs: its data, elements, a message, and a server to ask. Source text only ever becomes text nodes.

const data = JSON.parse(document.getElementById("data").textContent);
const server = JSON.parse(document.getElementById("server").textContent);

const byId = (id) => document.getElementById(id);

/** An element with attributes and children; strings become text. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A button that does `act`. */
function button(attributes, ...children) {
  const { act, ...rest } = attributes;
  const node = make("button", { type: "button", ...rest }, ...children);
  node.addEventListener("click", act);
  return node;
}

function message(text) {
  byId("message").hidden = !text;
  byId("message-text").textContent = text;
}

/** What the server says went wrong. */
async function said(answer) {
  try {
    return (await answer.json()).error;
  } catch (error) {
    return `服务答复 ${answer.status}`;
  }
}

/** What stands at the server, at `path`: asked for again and again. What is sent waits its turn; `take` is given what is new. */
class Served {
  constructor(command, path, changed) {
    this.command = command;
    this.path = path;
    this.changed = changed;
    this.queue = Promise.resolve();
    this.tag = "";
    this.trouble = "";
    this.poll();
    // Asking and sending take turns: an answer can never be older than what stands here.
    setInterval(() => document.visibilityState === "visible" && this.poll(), 1500);
    addEventListener("focus", () => this.poll());
  }

  async call(path, options) {
    const headers = { "X-Zongshu-Token": server.token, ...(options.headers || {}) };
    try {
      return await fetch(path, { ...options, headers, cache: "no-store", signal: AbortSignal.timeout(10000) });
    } catch (error) {
      throw new Error(`连接不上 ${this.command}，服务可能已停止；重新启动后再继续`);
    }
  }

  post(path, content) {
    return this.call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content) });
  }

  inTurn(work) {
    const done = this.queue.then(work);
    this.queue = done.catch(() => "");
    return done;
  }

  poll() {
    this.inTurn(() => this.ask());
  }

  async ask() {
    try {
      const answer = await this.call(this.path, { headers: this.tag ? { "If-None-Match": this.tag } : {} });
      if (answer.status === 200) {
        const state = await answer.json();
        this.tag = answer.headers.get("ETag") || "";
        this.take(state);
      } else if (answer.status !== 304) throw new Error(await said(answer));
      if (this.trouble) this.say("");
    } catch (error) {
      this.say(error.message);
    }
  }

  say(trouble) {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    this.changed(trouble);
  }
}

