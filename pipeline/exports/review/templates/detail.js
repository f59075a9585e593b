// One finding: its places side by side, what differs marked, what stands around, and the decision.

const CONTEXT = matchMedia("(max-width: 820px)").matches ? 36 : 90;

/** Spans of a side's text: what this side has and the other has not, or has otherwise; empty ones are gaps. */
function spansOf(finding, number, against) {
  const side = sideOf(finding.sides[number]);
  const marks = side.marks.map(([start, end]) => ({ start, end, tag: "mark" }));
  const changes = sideOf(finding.sides[against]).changes;
  const first = number === 0;
  const differing = changes.map(([a, b, c, d]) => ({
    start: first ? a : c, end: first ? b : d, tag: first ? "del" : "ins",
  }));
  return [...marks, ...differing].sort((one, other) => one.start - other.start);
}

/** A passage with a stretch of it in full ink and the spans in that stretch marked. */
function passageNode(characters, start, end, spans) {
  const text = (from, to) => characters.slice(from, to).join("");
  const node = make("p", { class: "passage" });
  if (start > 0) node.append(make("span", { class: "rest" }, text(0, start)));
  let at = start;
  for (const span of spans) {
    const from = Math.max(span.start, at);
    const to = Math.min(span.end, end);
    if (from > end || to < from) continue;
    node.append(text(at, from));
    if (span.start === span.end) node.append(make("span", { class: "gap", title: "对方在此处多出文字" }));
    else if (from < to) node.append(make(span.tag, span.tag === "mark" ? {} : { title: "与对方不同" }, text(from, to)));
    at = to;
  }
  node.append(text(at, end));
  if (end < characters.length) node.append(make("span", { class: "rest" }, text(end)));
  return node;
}

/** Spans of a side's whole text as spans of its part that begins at `base` there. */
function shifted(spans, base, part) {
  const [, start, end] = part;
  const length = end - start;
  return spans
    .filter((span) => span.start <= base + length && span.end >= base)
    .map((span) => ({ ...span, start: span.start - base + start, end: span.end - base + start }));
}

function contextNode(number, before, full) {
  if (number < 0) return null;
  const characters = Array.from(passageOf(number).text);
  const long = !full && characters.length > CONTEXT;
  const cut = before ? `…${characters.slice(-CONTEXT).join("")}` : `${characters.slice(0, CONTEXT).join("")}…`;
  return make("p", { class: "context", "aria-label": before ? "上文" : "下文" }, long ? cut : characters.join(""));
}

function sideNode(finding, number, against, full) {
  const side = sideOf(finding.sides[number]);
  const passages = side.parts.map((part) => passageOf(part[0]));
  const { title, source, year } = documentOf(passages[0].document);
  const heading = passages[0].heading ? make("span", { class: "heading" }, `小标题：${passages[0].heading}`) : null;
  const spans = spansOf(finding, number, against);
  const body = make("div", { class: "body" }, contextNode(passages[0].before, true, full));
  let base = 0;
  side.parts.forEach((part, n) => {
    body.append(passageNode(Array.from(passages[n].text), part[1], part[2], shifted(spans, base, part)));
    base += part[2] - part[1] + 1;
  });
  const after = contextNode(passages[passages.length - 1].after, false, full);
  if (after) body.append(after);
  const order = finding.sides.length > 2 ? `（${number + 1}/${finding.sides.length}）` : "";
  const head = make("header", {}, make("h3", {}, side.name + order),
    make("span", { class: "file" }, `${source}　${side.place}`),
    make("span", { class: "title", title }, `${year === null ? "年度不明" : `${year}年`}　${title || "（无标题）"}`), heading);
  return make("section", { class: "side", "aria-label": `${side.name}，${source}，${side.place}` }, head, body);
}

function legend(finding, against) {
  if (!finding.sides[against] || !sideOf(finding.sides[against]).changes.length) return null;
  return make("p", { class: "legend" }, make("span", {}, make("span", { class: "only-a" }, "前者"), " 独有或不同"),
    make("span", {}, make("span", { class: "only-b" }, "后者"), " 独有或不同"),
    make("span", {}, make("span", { class: "gap" }), " 对方在此多出文字"));
}

const sideName = (side, number, all) =>
  `${number}/${all}　${side[0]}　${documentOf(passageOf(side[2][0][0]).document).source}　${side[1]}`;

/** Which of several places stands against the first. */
function chooser(finding, against, choose) {
  if (finding.sides.length < 3) return null;
  const options = finding.sides.slice(1).map((side, n) =>
    make("option", { value: n + 1, selected: n + 1 === against }, sideName(side, n + 2, finding.sides.length)));
  const select = make("select", { id: "against", "aria-label": "对照哪一处" }, options);
  select.addEventListener("change", () => choose(Number(select.value)));
  const step = (by, id, name, sign) => {
    const button = make("button", { type: "button", id, "aria-label": name, disabled: !finding.sides[against + by] || against + by < 1 }, sign);
    button.addEventListener("click", () => choose(against + by));
    return button;
  };
  return make("div", { class: "choose" }, "对照", step(-1, "side-before", "上一处", "←"), select, step(1, "side-after", "下一处", "→"));
}

function readingNode(finding, state) {
  const two = finding.sides.length > 1;
  const sides = finding.sides.length ? [sideNode(finding, 0, state.against, state.full)] : [];
  if (two) sides.push(sideNode(finding, state.against, state.against, state.full));
  const context = make("button", { type: "button", id: "context", "aria-pressed": state.full ? "true" : "false" },
    state.full ? "收起上下文" : "展开上下文", make("kbd", {}, "c"));
  context.addEventListener("click", state.toggleContext);
  return make("div", { class: "reading", id: "reading", role: "region", tabindex: 0, "aria-labelledby": "detail-title" },
    make("div", { class: "meta" }, badge(finding), make("span", {}, labelOf(finding)),
      make("span", { class: "status", id: "status" }), make("span", { class: "id" }, finding.id)),
    make("h2", { id: "detail-title" }, finding.title),
    make("p", { class: "explanation" }, finding.explanation),
    chooser(finding, state.against, state.choose),
    make("div", { class: two ? "sides" : "sides single" }, sides),
    make("div", { class: "choose" }, context, legend(finding, state.against)));
}

function decideNode(finding, state) {
  const [accept, dismiss] = data.verdicts[finding.kind];
  const note = make("input", { id: "note", type: "text", maxlength: 500, autocomplete: "off", "aria-keyshortcuts": "n", placeholder: "可不填" });
  note.addEventListener("input", () => state.draft(note.value));
  note.addEventListener("change", () => state.saveNote(note.value));
  const verdict = (id, keys, words, meaning, act) =>
    button({ class: `verdict ${id}`, id, "aria-keyshortcuts": keys, act }, words, make("small", {}, meaning), make("kbd", {}, keys));
  return make("div", { class: "decide", role: "group", "aria-label": "决定" },
    button({ class: "back", act: state.back }, "‹ 列表"),
    verdict("accept", "a", "采纳", accept, state.accept),
    verdict("dismiss", "d", "驳回", dismiss, state.dismiss),
    button({ class: "undo", id: "undo", "aria-keyshortcuts": "u", act: state.undo }, "撤销", make("kbd", {}, "u")),
    make("label", { class: "note" }, "备注", note),
    make("span", { class: "steps" },
      button({ id: "before", act: () => state.step(-1), "aria-label": "上一条", "aria-keyshortcuts": "k" }, "↑", make("kbd", {}, "k")),
      button({ id: "after", act: () => state.step(1), "aria-label": "下一条", "aria-keyshortcuts": "j" }, "↓", make("kbd", {}, "j"))),
    make("p", { class: "said", id: "decided" }));
}

/** Show what stands decided, in the nodes that are there. */
function updateDecision(state) {
  byId("status").textContent = STATUS[state.status];
  byId("status").className = `status ${state.status}`;
  byId("accept").setAttribute("aria-pressed", String(state.status === "accepted"));
  byId("dismiss").setAttribute("aria-pressed", String(state.status === "dismissed"));
  byId("undo").disabled = !state.canUndo;
  if (document.activeElement !== byId("note")) byId("note").value = state.note;
  const { decision } = state;
  const words = decision ? [STATUS[state.status], decision.editor, decision.decided_at].filter(Boolean).join("　") : "";
  byId("decided").textContent = words;
  byId("decided").hidden = !words;
}

