// What a coder gave, and what was settled, as it stands in the files: shown at once, sent in its turn.

const NOTHING = { themes: [], hard: false, note: "", version: "" };
const sameAnswer = (one, other) =>
  one.themes.join() === other.themes.join() && Boolean(one.hard) === Boolean(other.hard) && one.note === other.note;

const nameOf = new Map(data.themes.map((theme) => [theme.theme, theme.name]));

/** Themes in words: the primary one, then the further ones. */
function themesSaid({ themes }) {
  const [first, ...further] = themes.map((theme) => nameOf.get(theme));
  if (!first) return "未编";
  return further.length ? `${first}（次：${further.join("、")}）` : first;
}

/** Answers by passage, each with the version that was last seen. */
class Answers extends Served {
  constructor(path, to, changed) {
    super("zongshu code --page", path, changed);
    this.to = to;
    this.rows = new Map();
    this.pending = new Map();
    this.clashes = new Map();
    // The passage whose clash is shown: nothing more is given for it until that has been seen.
    this.clashed = "";
    this.unseen = false;
    this.state = null;
    this.asking = true;
  }

  async ask() {
    if (this.asking) await super.ask();
  }

  take(state) {
    this.state = state;
    this.rows = new Map(Object.entries(state.answers));
    this.changed();
  }

  of(id) {
    return this.pending.get(id) || this.rows.get(id) || NOTHING;
  }

  give(id, wanted) {
    this.pending.set(id, wanted);
    const clashes = this.clashes.get(id);
    return this.inTurn(() => this.send(id, wanted, clashes));
  }

  /** What was given before a clash was shown is not sent: it would write over what nobody has seen. */
  async send(id, wanted, clashes) {
    if (this.clashes.get(id) !== clashes) return;
    const { version } = this.rows.get(id) || NOTHING;
    const { themes, hard, note } = wanted;
    let trouble;
    try {
      const answer = await this.post(this.to, { passage: id, themes, hard: Boolean(hard), note, version });
      if (answer.status !== 200 && answer.status !== 409) throw new Error(await said(answer));
      const now = (await answer.json()).answer;
      this.rows.set(id, now);
      if (answer.status === 409) trouble = this.clash(id, now);
    } catch (error) {
      trouble = `没有保存：${error.message}`;
    }
    if (trouble || this.pending.get(id) === wanted) this.pending.delete(id);
    this.unseen = this.unseen || Boolean(trouble);
    this.changed(trouble);
    this.poll();
  }

  /** How the connection is goes without saying while something stands that was not saved. */
  say(trouble) {
    if (!this.unseen) super.say(trouble);
  }

  seen() {
    this.clashed = "";
    this.unseen = false;
  }

  clash(id, now) {
    this.clashes.set(id, (this.clashes.get(id) || 0) + 1);
    this.clashed = id;
    const number = data.passages.findIndex((passage) => passage.id === id) + 1;
    return `第 ${number} 段在别处刚被改动，现为：${themesSaid(now)}。你的改动没有写入；关闭本提示（Esc）后可以再改`;
  }
}

/** Verdicts, and the agreement that they are about; there are none until the result is laid open. */
class Result extends Answers {
  constructor(changed) {
    super("/api/result", "/api/verdict", changed);
    this.asking = false;
  }

  take(state) {
    super.take({ ...state, answers: Object.fromEntries(state.rows.map((row) => [row.id, row.verdict])) });
  }

  /** Lay open, or write the coding; the answer is what stands then. */
  act(path, content) {
    return this.inTurn(async () => {
      try {
        const answer = await this.post(path, content);
        if (answer.status !== 200) throw new Error(await said(answer));
        this.asking = true;
        this.take(await answer.json());
      } catch (error) {
        this.changed(error.message);
      }
    });
  }
}

