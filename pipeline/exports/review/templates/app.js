// The page as a whole: filters, stepping, deciding, keys, export.

const filters = { ...NO_FILTERS, status: "open" };
const drafts = new Map();
const decidedHere = [];
let view = [];
let current = -1;
let position = 0;
let against = 1;
let fullContext = false;
let settled = false;
let justDecided = "";

const decisions = server ? new ServedDecisions(changed) : new LocalDecisions(changed);
const statusOf = (id) => (decisions.of(id) || { verdict: "open" }).verdict;
const list = new List(byId("list"), byId("rows"), (finding) => rowOf(finding, statusOf(finding.id)), (index) => {
  justDecided = "";
  go(index);
  document.body.dataset.view = "detail";
  if (matchMedia("(max-width: 820px)").matches) byId("reading").focus();
});

function changed(trouble) {
  if (trouble !== undefined) message(trouble);
  if (settled) refresh();
}

// Filters

function options(select, entries) {
  select.replaceChildren(...entries.map(([value, text]) => make("option", { value }, text)));
}

function kindOptions() {
  const count = (kind, label) => findings.filter((f) => f.kind === kind && (label === undefined || f.label === label)).length;
  const entries = [["", `全部（${findings.length}）`]];
  for (const [kind, name] of Object.entries(data.kinds)) {
    if (!count(kind)) continue;
    entries.push([kind, `${name}（${count(kind)}）`]);
    const labels = Object.entries(data.labels[kind]).filter(([label]) => label && count(kind, label));
    for (const [label, zh] of labels) entries.push([`${kind}/${label}`, `　${zh}（${count(kind, label)}）`]);
  }
  return entries;
}

function yearOptions() {
  const years = new Set(findings.flatMap((finding) => [...finding.years]));
  const known = [...years].filter((year) => year !== UNKNOWN_YEAR).sort();
  const unknown = years.has(UNKNOWN_YEAR) ? [[UNKNOWN_YEAR, "年度不明"]] : [];
  return [["", "全部"], ...known.map((year) => [year, `${year}年`]), ...unknown];
}

function documentOptions() {
  const used = new Set(findings.flatMap((finding) => [...finding.documents]));
  const named = [...used].map((n) => [documentKey(n), `${documentOf(n).title || "（无标题）"}　${documentOf(n).source}`]);
  return [["", "全部"], ...named.sort((one, other) => (one[1] < other[1] ? -1 : 1))];
}

const CONTROLS = { kind: "filter-kind", year: "filter-year", document: "filter-document", status: "filter-status", text: "filter-text" };

function buildFilters() {
  options(byId("filter-kind"), kindOptions());
  options(byId("filter-year"), yearOptions());
  options(byId("filter-document"), documentOptions());
  options(byId("filter-status"), [["", "全部"], ...Object.entries(STATUS)]);
  for (const [name, id] of Object.entries(CONTROLS)) {
    byId(id).addEventListener("input", () => {
      filters[name] = byId(id).value;
      refilter();
    });
  }
  byId("filter-clear").addEventListener("click", () => {
    Object.assign(filters, NO_FILTERS);
    showFilters();
    refilter();
  });
  if (matchMedia("(max-width: 820px)").matches) byId("filters").open = false;
}

function showFilters() {
  for (const [name, id] of Object.entries(CONTROLS)) {
    byId(id).value = filters[name];
    if (byId(id).value !== filters[name]) filters[name] = byId(id).value = "";
  }
}

function refilter() {
  justDecided = "";
  view = filtered(filters, statusOf);
  byId("list").scrollTop = 0;
  if (!view.includes(current)) go(view.length ? view[0] : -1);
  else refresh();
  remember();
}

// Where the page stands, in its address

function remember() {
  const state = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
  if (!filters.status) state.set("status", "all");
  if (current >= 0) state.set("f", findings[current].id);
  try {
    history.replaceState(null, "", `#${state}`);
  } catch (error) {
    // Some browsers keep the address of a local file fixed; the page works without.
  }
}

function recall() {
  const state = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(filters)) if (state.has(name)) filters[name] = state.get(name);
  if (filters.status === "all") filters.status = "";
  const asked = indexOf.get(state.get("f"));
  // An address that names a finding shows it, whatever was decided about it.
  if (asked !== undefined && !state.has("status") && statusOf(findings[asked].id) !== "open") filters.status = "";
  return asked === undefined ? -1 : asked;
}

let remembering = 0;
function rememberSoon() {
  clearTimeout(remembering);
  remembering = setTimeout(remember, 250);
}

// Stepping

function go(index) {
  current = index;
  against = 1;
  if (view.includes(index)) position = view.indexOf(index);
  message("");
  refresh();
  list.reveal();
  if (index >= 0) announce(findings[index]);
  rememberSoon();
}

function announce(finding) {
  const at = view.includes(current) ? `第${position + 1}条，共${view.length}条：` : "";
  byId("said").textContent = `${at}${data.kinds[finding.kind]}，${labelOf(finding)}，${STATUS[statusOf(finding.id)]}。${finding.explanation}`;
}

function step(by) {
  if (!view.length) return;
  justDecided = "";
  const next = view.includes(current) ? view.indexOf(current) + by : Math.min(position + (by > 0 ? 0 : -1), view.length - 1);
  go(view[Math.max(0, Math.min(view.length - 1, next))]);
}

// Deciding

const editorName = () => byId("editor").value.trim();
const noteOf = (id) => (drafts.has(id) ? drafts.get(id) : (decisions.of(id) || { note: "" }).note || "");

async function write(id, verdict, note) {
  const trouble = await decisions.set(id, verdict, note.trim(), editorName());
  if (trouble) message(trouble);
}

function decide(verdict) {
  if (current < 0) return;
  const { id } = findings[current];
  const next = view[view.indexOf(current) + 1];
  const note = noteOf(id);
  drafts.delete(id);
  decidedHere.push(id);
  justDecided = id;
  write(id, verdict, note);
  view = filtered(filters, statusOf);
  if (next !== undefined && view.includes(next)) go(next);
  else if (view.includes(current) || !view.length) go(view.length ? current : -1);
  else go(view[view.length - 1]);
}

const undoable = () => decidedHere.filter((id) => decisions.of(id));

/** The decision just made, though the page has gone on since; else the one shown; else the last one made here. */
function undo() {
  const shown = current >= 0 ? findings[current].id : "";
  const here = [justDecided, shown].find((id) => id && decisions.of(id)) || undoable().pop();
  if (!here) return;
  justDecided = "";
  decidedHere.splice(decidedHere.lastIndexOf(here), decidedHere.includes(here) ? 1 : 0);
  drafts.set(here, noteOf(here));
  write(here, null, "");
  view = filtered(filters, statusOf);
  go(indexOf.get(here));
}

function saveNote(id, note) {
  const decision = decisions.of(id);
  if (!decision || (decision.note || "") === note.trim()) return;
  drafts.delete(id);
  write(id, decision.verdict, note);
}

function exportDecisions() {
  const order = (d) => (indexOf.has(d.finding) ? indexOf.get(d.finding) : findings.length);
  const csv = asCsv(decisions.all().sort((one, other) => order(one) - order(other)));
  const link = make("a", { href: URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" })), download: "decisions.csv" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// Drawing

function refresh() {
  view = filtered(filters, statusOf);
  list.show(view, current);
  const shown = findings.length === view.length ? `${view.length}条` : `${view.length}条（全部${findings.length}条）`;
  byId("count").textContent = view.length ? shown : `没有符合筛选的条目（全部${findings.length}条）`;
  totals();
  stale();
  detail();
}

function totals() {
  const counts = { accepted: 0, dismissed: 0 };
  for (const { id } of findings) {
    const status = statusOf(id);
    if (status !== "open") counts[status] += 1;
  }
  const done = counts.accepted + counts.dismissed;
  byId("totals").textContent =
    `共${findings.length}条：待定${findings.length - done}，已采纳${counts.accepted}，已驳回${counts.dismissed}`;
  byId("bar").setAttribute("aria-valuemax", String(findings.length));
  byId("bar").setAttribute("aria-valuenow", String(done));
  for (const [verdict, n] of Object.entries(counts)) byId(`bar-${verdict}`).style.width = `${(100 * n) / (findings.length || 1)}%`;
  const applied = Object.values(filters).filter(Boolean).length;
  byId("filters-said").textContent = `（${applied}项，${view.length}条）`;
}

function stale() {
  const gone = decisions.all().filter((decision) => !indexOf.has(decision.finding));
  const box = byId("stale");
  box.hidden = !gone.length;
  box.querySelector("summary").textContent = `${gone.length}个决定已失效：本次运行没有这些结果，原文可能已改动`;
  const items = gone.map((d) => [d.finding, STATUS[d.verdict], d.editor, d.note, d.decided_at].filter(Boolean).join("　"));
  box.querySelector("ul").replaceChildren(...items.map((text) => make("li", {}, text)));
}

/** Only what has changed is drawn anew: a selection, a field or a pressed button outlives other editors' work. */
function detail() {
  const pane = byId("detail");
  if (current < 0) {
    const all = findings.length ? "没有要显示的条目。可以放宽筛选，或导出决定。" : "本次运行没有发现重复、矛盾、笔误或残缺。";
    pane.replaceChildren(make("p", { class: "empty" }, all));
    pane.dataset.shown = "";
    return;
  }
  const finding = findings[current];
  const shown = [current, against, fullContext].join("/");
  const another = pane.dataset.shown.split("/")[0] !== String(current);
  const held = pane.contains(document.activeElement) ? document.activeElement.id : null;
  const scrolled = another ? 0 : byId("reading").scrollTop;
  if (another) pane.replaceChildren(readingNode(finding, readingState(finding)), decideNode(finding, decisionState(finding)));
  else if (pane.dataset.shown !== shown) byId("reading").replaceWith(readingNode(finding, readingState(finding)));
  if (pane.dataset.shown !== shown) {
    byId("reading").scrollTop = scrolled;
    if (held !== null) refocus(held);
  }
  pane.dataset.shown = shown;
  updateDecision(decisionState(finding));
}

/** The control that held the focus before its pane was drawn anew; where it is gone, the text. */
function refocus(id) {
  const same = id && byId(id);
  (same && !same.disabled ? same : byId("reading")).focus({ preventScroll: true });
}

function readingState(finding) {
  return {
    against: Math.min(against, Math.max(finding.sides.length - 1, 0)),
    full: fullContext,
    choose: chooseSide,
    toggleContext,
  };
}

function decisionState(finding) {
  const { id } = finding;
  return {
    decision: decisions.of(id),
    status: statusOf(id),
    note: noteOf(id),
    canUndo: Boolean(decisions.of(id)) || undoable().length > 0,
    accept: () => decide("accepted"),
    dismiss: () => decide("dismissed"),
    undo,
    step,
    draft: (note) => drafts.set(id, note),
    saveNote: (note) => saveNote(id, note),
    back: () => {
      document.body.dataset.view = "list";
      list.reveal();
      byId("list").focus();
    },
  };
}

function chooseSide(number) {
  if (current < 0 || number < 1 || number >= findings[current].sides.length) return;
  against = number;
  detail();
}

function toggleContext() {
  fullContext = !fullContext;
  detail();
}

// Keys

const KEYS = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  ArrowLeft: () => chooseSide(against - 1),
  ArrowRight: () => chooseSide(against + 1),
  a: () => decide("accepted"),
  d: () => decide("dismissed"),
  u: undo,
  n: () => byId("note") && byId("note").focus(),
  c: toggleContext,
  "/": () => {
    byId("filters").open = true;
    byId("filter-text").focus();
  },
  "?": () => byId("help").showModal(),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || byId("help").open) return;
  const field = event.target.closest && event.target.closest("input, select, textarea");
  if (field) {
    if ((event.key === "Escape" || event.key === "Enter") && field.tagName === "INPUT") {
      field.blur();
      byId("list").focus();
    }
    return;
  }
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// Beginning

const EDITOR = "zongshu.review.editor";
function recallEditor() {
  try {
    byId("editor").value = localStorage.getItem(EDITOR) || "";
    byId("editor").addEventListener("change", () => localStorage.setItem(EDITOR, editorName()));
  } catch (error) {
    // Without a store the name is typed anew.
  }
}

function modeText() {
  if (server) return "每个决定即时写入 decisions.csv；重新运行后生效。";
  const adopted = decisions.adopted ? `已沿用本浏览器此前对相同文字的${decisions.adopted}个决定。` : "";
  const kept = decisions.lasting ? "决定暂存在本浏览器中。" : "本浏览器不允许保存：关闭页面前请导出，否则决定会丢失。";
  return `${adopted}${kept}审阅后请点“导出决定”，把 decisions.csv 放进语料文件夹，重新运行后生效。`;
}

function begin() {
  buildFilters();
  const asked = recall();
  showFilters();
  recallEditor();
  byId("mode").textContent = modeText();
  byId("help-mode").textContent = modeText();
  byId("export").addEventListener("click", exportDecisions);
  byId("help-open").addEventListener("click", () => byId("help").showModal());
  byId("message-close").addEventListener("click", () => message(""));
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.body.dataset.view = "detail";
    (byId("reading") || byId("detail")).focus();
  });
  addEventListener("pagehide", remember);
  settled = true;
  view = filtered(filters, statusOf);
  go(asked >= 0 ? asked : view.length ? view[0] : -1);
  // An address that names a finding leads to it on a small screen too.
  if (asked >= 0 && location.hash.startsWith("#f=")) document.body.dataset.view = "detail";
}

begin();
