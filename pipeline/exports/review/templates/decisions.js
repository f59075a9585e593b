// What was decided: in the browser's own store where the page is a file, in decisions.csv where it is served.

const PREFIX = "zongshu.review/";
const COLUMNS = ["finding", "verdict", "editor", "note", "decided_at"];

/** The time of an editor's act, with the offset of the editor's clock. */
function now() {
  const date = new Date();
  const two = (n) => String(Math.floor(Math.abs(n))).padStart(2, "0");
  const offset = -date.getTimezoneOffset();
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day}T${time}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

const asDecision = (row) => Object.fromEntries(COLUMNS.map((column, n) => [column, row[n]]));
const later = (one, other) => (Date.parse(one.decided_at) || 0) > (Date.parse(other.decided_at) || 0);

/** Decisions in this browser, over those that the run knew. One key a finding, so that two tabs cannot lose any. */
class LocalDecisions {
  constructor(changed) {
    this.changed = changed;
    this.memory = new Map();
    this.lasting = true;
    this.adopted = 0;
    this.known = new Map(data.decisions.map(asDecision).map((d) => [d.finding, d]));
    this.read();
    addEventListener("storage", (event) => {
      if (event.key === null || event.key.startsWith(PREFIX + data.digest)) {
        this.read();
        this.changed();
      }
    });
  }

  key(finding) {
    return `${PREFIX}${data.digest}/${finding}`;
  }

  read() {
    const own = new Map();
    const earlier = new Map();
    try {
      for (let n = 0; n < localStorage.length; n += 1) {
        const key = localStorage.key(n);
        if (!key.startsWith(PREFIX) || key.split("/").length !== 3) continue;
        const [, digest, finding] = key.split("/");
        const decision = JSON.parse(localStorage.getItem(key));
        if (digest === data.digest) own.set(finding, decision);
        else if (!earlier.has(finding) || later(decision, earlier.get(finding))) earlier.set(finding, decision);
      }
    } catch (error) {
      this.lasting = false;
      return;
    }
    this.memory = own;
    this.adopt(earlier);
  }

  /** A finding's id is made from its texts: what was decided on an earlier run's page holds here too. */
  adopt(earlier) {
    for (const [finding, decision] of earlier) {
      const known = this.memory.get(finding) || this.known.get(finding);
      if (known || !decision.verdict || !indexOf.has(finding)) continue;
      this.keep(finding, decision);
      this.adopted += 1;
    }
  }

  keep(finding, decision) {
    this.memory.set(finding, decision);
    try {
      localStorage.setItem(this.key(finding), JSON.stringify(decision));
    } catch (error) {
      this.lasting = false;
    }
  }

  of(finding) {
    const own = this.memory.get(finding);
    const known = this.known.get(finding);
    // Of two from the same moment the file's counts: it may have been edited in a spreadsheet since.
    const decision = own && (!known || later(own, known)) ? own : known;
    return decision && decision.verdict ? decision : null;
  }

  /** Decide, or undo with a verdict of null. */
  async set(finding, verdict, note, editor) {
    this.keep(finding, { finding, verdict, note, editor, decided_at: now() });
    this.changed();
    return "";
  }

  all() {
    const names = new Set([...this.known.keys(), ...this.memory.keys()]);
    return [...names].map((finding) => this.of(finding)).filter(Boolean);
  }
}

/** Decisions in decisions.csv. What is sent waits its turn; what others wrote meanwhile is fetched. */
class ServedDecisions extends Served {
  constructor(changed) {
    super("zongshu review", "/api/decisions", changed);
    this.rows = new Map(data.decisions.map(asDecision).map((d) => [d.finding, d]));
    this.pending = new Map();
    this.page = server.page;
  }

  take(state) {
    this.rows = new Map(state.decisions.map((d) => [d.finding, d]));
    this.changed(state.page === this.page ? undefined : "已有新的运行结果；请重新载入本页");
  }

  of(finding) {
    const decision = this.pending.has(finding) ? this.pending.get(finding) : this.rows.get(finding);
    return decision && decision.verdict ? decision : null;
  }

  set(finding, verdict, note, editor) {
    const wanted = { finding, verdict, note, editor, decided_at: now() };
    this.pending.set(finding, wanted);
    this.changed();
    return this.inTurn(() => this.send(wanted));
  }

  /** Send one decision; the answer is empty, or what went wrong in words for the editor. */
  async send(wanted) {
    const version = (this.rows.get(wanted.finding) || { version: "" }).version || "";
    let trouble = "";
    try {
      const answer = await this.post("/api/decisions", { ...wanted, version });
      if (answer.status === 200) this.put(await answer.json());
      else if (answer.status === 409) trouble = this.clash(await answer.json());
      else throw new Error(await said(answer));
    } catch (error) {
      trouble = `${wanted.finding} 的决定没有保存：${error.message}`;
    }
    if (this.pending.get(wanted.finding) === wanted) this.pending.delete(wanted.finding);
    this.changed();
    return trouble;
  }

  put(state) {
    if (state.decision) this.rows.set(state.finding, state.decision);
    else this.rows.delete(state.finding);
  }

  clash(state) {
    this.put(state);
    const other = state.decision;
    const what = other ? `${STATUS[other.verdict]}${other.editor ? `（${other.editor}）` : ""}` : "已撤销决定";
    return `${state.finding} 在别处刚被改动，现为：${what}。你的决定没有写入；看过之后可以再决定一次`;
  }

  all() {
    return [...this.rows.values()];
  }
}

/** decisions.csv as the program writes it: no cell that a spreadsheet takes for a formula. */
function asCsv(decisions) {
  const guarded = (cell) => (/^[=+\-@\t\r']/.test(cell) ? `'${cell}` : cell);
  const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const rows = [COLUMNS, ...decisions.map((d) => COLUMNS.map((column) => guarded(d[column] || "")))];
  return "\ufeff" + rows.map((cells) => cells.map(quoted).join(",") + "\r\n").join("");
}

