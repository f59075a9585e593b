// The page as a whole: which passage is shown, giving themes, undoing, keys.

const STORE = `zongshu.code/${server.coder}`;
const at = { code: "", result: "" };
let mode = "code";
let full = false;
let drawn = "";
let begun = false;
let lasting = false;
let undos = { code: [], result: [] };

const answers = server.token ? new Answers("/api/sheet", "/api/answer", changed) : null;
const result = server.token ? new Result(changed) : null;

/** Trouble stays until it is dismissed. */
function changed(trouble) {
  if (trouble !== undefined) {
    lasting = Boolean(trouble);
    message(trouble);
  }
  if (!answers.state) return;
  if (!begun) start();
  if (answers.state.opened && !result.asking && mode === "result") look();
  refresh();
}

function tell(text) {
  if (!lasting) message(text);
}

function dismiss() {
  lasting = false;
  answers.seen();
  result.seen();
  message("");
}

// What is shown

const held = () => (mode === "code" ? answers : result);
const ids = () => (mode === "code" ? data.passages.map((p) => p.id) : ((result.state || {}).rows || []).map((row) => row.id));
const closed = (id) => mode === "code" && answers.state.closed.includes(id);
const given = (id) => held().of(id).themes.length > 0;

function go(id) {
  at[mode] = id;
  refresh();
  byId("reading").scrollTop = mode === "code" || !byId("where") ? 0 : byId("where").offsetTop - 8;
  remember();
  const number = ids().indexOf(id);
  if (number >= 0) byId("said").textContent = `第${number + 1}段，共${ids().length}段，${themesSaid(held().of(id))}`;
}

function step(by) {
  const all = ids();
  const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(at[mode]) + by))];
  if (next !== undefined) go(next);
}

/** The next passage without an answer, from here on and round again. */
function nextOpen() {
  const all = ids();
  const here = all.indexOf(at[mode]);
  const next = [...all.slice(here + 1), ...all.slice(0, here + 1)].find((id) => !given(id));
  if (next !== undefined) go(next);
  else tell(mode === "code" ? "全部编完了；按 r 看结果" : "分歧都已裁定；按 w 写入编码");
}

function show(which) {
  mode = which;
  document.body.dataset.view = which;
  if (which === "result") look();
  if (!ids().includes(at[which])) at[which] = ids().find((id) => !given(id)) || ids()[0] || "";
  tell("");
  refresh();
  byId("reading").scrollTop = 0;
  remember();
}

function look() {
  result.asking = answers.state.opened;
  result.poll();
}

// Giving

function give(change) {
  const id = at[mode];
  if (!ids().includes(id) || closed(id) || held().clashed === id) return;
  const before = held().of(id);
  const after = { ...before, ...change(before) };
  if (sameAnswer(before, after)) return;
  tell("");
  undos[mode].push({ id, before: { themes: before.themes, hard: before.hard, note: before.note } });
  held().give(id, after);
  refresh();
  remember();
}

const toggled = (themes, theme) => (themes.includes(theme) ? themes.filter((t) => t !== theme) : [...themes, theme]);
const giveTheme = (theme) => give(({ themes }) => ({ themes: toggled(themes, theme) }));
const giveHard = () => mode === "code" && give(({ hard }) => ({ hard: !hard }));
const giveNote = () => give(() => ({ note: byId("note").value.trim() }));

function undo() {
  const last = undos[mode].pop();
  if (!last) return;
  if (ids().includes(last.id) && !sameAnswer(held().of(last.id), last.before)) {
    at[mode] = last.id;
    held().give(last.id, last.before);
    go(last.id);
  } else undo();
}

// Drawing

function refresh() {
  const state = answers.state;
  const [done, all] = state.done[server.coder];
  const hard = data.passages.filter(({ id }) => answers.of(id).hard).length;
  byId("totals").textContent = `已编 ${done} / ${all} 段${hard ? `，难例 ${hard}` : ""}`;
  byId("bar").setAttribute("aria-valuemax", String(all));
  byId("bar").setAttribute("aria-valuenow", String(done));
  byId("bar-done").style.width = `${(100 * done) / (all || 1)}%`;
  byId("to-result").firstChild.textContent = mode === "code" ? "结果" : "回到编码";
  drawReading();
  drawDecide();
}

function readingNodes() {
  const place = `第 ${ids().indexOf(at[mode]) + 1} / ${ids().length} 段`;
  const toggle = () => {
    full = !full;
    refresh();
  };
  const passage = passageOf.get(at[mode]);
  if (mode === "code") return passageNodes(passage, place, null, full, toggle);
  if (!result.state) return [answers.state.opened ? make("p", {}, "正在取结果……") : closedNode(answers.state, layOpen)];
  const { rows } = result.state;
  const row = rows.find(({ id }) => id === at.result);
  const acts = { settle, more: () => layOpen(true) };
  const nodes = row ? passageNodes(passage, `分歧：${place}`, codingsNode(row.codings), full, toggle) : [];
  return [resultNode(result.state, rows.filter(({ id }) => !given(id)).length, acts), ...nodes];
}

const layOpen = (early) => result.act("/api/result", { early }).then(() => answers.poll());
const settle = () => result.act("/api/settle", {});

/** Only what has changed is drawn anew: a selection and the focus outlive the other's work. */
function drawReading() {
  if (mode === "result" && !ids().includes(at.result)) at.result = ids()[0] || "";
  const open = mode === "result" ? [result.state || answers.state, ids().map(given)] : [];
  const wanted = JSON.stringify([mode, at[mode], full, open]);
  if (wanted !== drawn) {
    const focus = byId("reading").contains(document.activeElement) ? document.activeElement.id : "";
    byId("reading").replaceChildren(...readingNodes().filter(Boolean));
    if (focus) (byId(focus) && !byId(focus).disabled ? byId(focus) : byId("reading")).focus({ preventScroll: true });
  }
  drawn = wanted;
}

function drawDecide() {
  const id = at[mode];
  byId("decide").hidden = !ids().includes(id);
  if (byId("decide").hidden) return;
  const { themes, hard, note } = held().of(id);
  const shut = closed(id);
  data.themes.forEach(({ theme }, number) => {
    const node = byId(`theme-${number}`);
    const rank = themes.indexOf(theme);
    node.setAttribute("aria-pressed", String(rank >= 0));
    node.dataset.rank = rank < 0 ? "" : rank ? "further" : "primary";
    node.lastChild.textContent = rank < 0 ? "" : rank ? "次" : "主";
    node.disabled = shut;
  });
  byId("ask").textContent = shut ? "已在结果中摆出，不再改动" : mode === "code" ? "" : "裁定：";
  byId("ask").hidden = !byId("ask").textContent;
  const states = mode === "code" ? ["未编", "已编"] : ["待裁定", "已裁定"];
  byId("badge").textContent = shut ? "已摆出" : held().pending.has(id) ? "正在保存" : states[Number(themes.length > 0)];
  byId("badge").className = `badge ${themes.length ? "done" : "open"}`;
  byId("hard").hidden = mode !== "code";
  byId("hard").setAttribute("aria-pressed", String(Boolean(hard)));
  byId("note-name").textContent = mode === "code" ? "备注" : "理由";
  byId("next-name").textContent = mode === "code" ? "下一未编" : "下一分歧";
  for (const name of ["hard", "note"]) byId(name).disabled = shut;
  byId("undo").disabled = !undos[mode].length;
  if (document.activeElement !== byId("note")) byId("note").value = note;
}

// Where the page stands, kept for this tab

function remember() {
  try {
    sessionStorage.setItem(STORE, JSON.stringify({ at, mode, undos }));
  } catch (error) {
    // Without a store a reload begins at the first passage that is not coded.
  }
}

function recall() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORE)) || {};
    Object.assign(at, kept.at);
    undos = kept.undos || undos;
    return kept.mode === "result" ? "result" : "code";
  } catch (error) {
    return "code";
  }
}

// Keys

const KEYS = {
  j: () => step(1),
  ArrowDown: () => step(1),
  ArrowRight: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  ArrowLeft: () => step(-1),
  Enter: nextOpen,
  u: undo,
  d: giveHard,
  n: () => byId("note").focus(),
  c: () => byId("context") && byId("context").click(),
  b: () => showBook(byId("book").hidden),
  r: () => show(mode === "code" ? "result" : "code"),
  w: () => mode === "result" && byId("settle") && byId("settle").click(),
  "/": () => {
    showBook(true);
    byId("search").focus();
  },
  "?": () => byId("help").showModal(),
};
data.themes.forEach(({ theme }, number) => {
  if (keyOf(number)) KEYS[keyOf(number)] = () => giveTheme(theme);
});

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || byId("help").open || !begun) return;
  if (event.target.closest("input")) {
    if (event.key !== "Escape" && event.key !== "Enter") return;
    event.preventDefault();
    event.target.blur();
    return;
  }
  if (event.key === "Escape" && !byId("message").hidden) dismiss();
  else if (event.key === "Escape" && !byId("book").hidden) showBook(false);
  const digit = event.shiftKey && /^Digit([1-9])$/.exec(event.code);
  if (digit && data.themes[digit[1] - 1]) return openAt(digit[1] - 1);
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act || (event.key === "Enter" && event.target.closest("button, summary, a"))) return;
  event.preventDefault();
  act();
});

// Beginning

function buildThemes() {
  byId("themes").replaceChildren(...data.themes.map(({ theme, name, definition }, number) =>
    button({ class: "theme", id: `theme-${number}`, title: definition, "aria-keyshortcuts": keyOf(number), act: () => giveTheme(theme) },
      make("kbd", {}, keyOf(number)), make("span", {}, name), make("em", {}))));
  byId("help-themes").replaceChildren(make("kbd", {}, "1"), "–", make("kbd", {}, keyOf(data.themes.length - 1)));
}

function choose() {
  byId("choice").hidden = false;
  for (const id of ["progress", "tools"]) byId(id).hidden = true;
  byId("coders").replaceChildren(...data.coders.map((coder) => make("li", {}, make("a", { href: `/${coder}`, id: `as-${coder}` }, coder))));
}

function begin() {
  if (!server.token) return choose();
  document.title = `编码 ${server.coder}`;
  byId("coder").textContent = server.coder;
  byId("help-files").textContent = `每一步即时写入编码表（与 ${server.into} 放在一起），电子表格也能打开接着填；服务中断或重新载入后从停下的地方继续。`;
  byId("panes").hidden = false;
  buildThemes();
  buildBook();
  showBook(matchMedia("(min-width: 1100px)").matches);
  const acts = { undo, hard: giveHard, before: () => step(-1), after: () => step(1), next: nextOpen, "to-result": KEYS.r, "to-book": KEYS.b, "help-open": KEYS["?"], "message-close": dismiss };
  for (const [id, act] of Object.entries(acts)) byId(id).addEventListener("click", act);
  byId("note").addEventListener("change", giveNote);
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("reading").focus();
  });
  // A button that the mouse pressed does not keep the focus: Enter is to go on, not to press it again.
  byId("decide").addEventListener("click", (event) => event.detail && event.target.closest("button") && document.activeElement.blur());
}

function start() {
  begun = true;
  show(recall());
}

begin();
