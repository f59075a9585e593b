// One passage: where it stands, what stands around it and is not to be coded, and what two coders gave it.

const CONTEXT = 110;
const passageOf = new Map(data.passages.map((passage) => [passage.id, passage]));

function contextNode(text, before, full) {
  if (!text) return null;
  const characters = Array.from(text);
  const cut = before ? `…${characters.slice(-CONTEXT).join("")}` : `${characters.slice(0, CONTEXT).join("")}…`;
  const name = before ? "上文（不编码）" : "下文（不编码）";
  return make("section", { class: "around", "aria-label": name }, make("h3", {}, name),
    make("p", { class: "context" }, full || characters.length <= CONTEXT ? text : cut));
}

/** The passage to be coded in its place; `below` it stands what was given, where that is to be seen. */
function passageNodes(passage, place, below, full, toggle) {
  const { title, source, year, heading } = passage;
  const long = [passage.before, passage.after].some((text) => Array.from(text).length > CONTEXT);
  return [
    make("div", { class: "meta", id: "where" }, make("span", { class: "place" }, place), make("span", { class: "badge", id: "badge" }),
      make("span", {}, year === null ? "年度不明" : `${year}年`), make("span", { class: "file" }, source)),
    make("p", { class: "title" }, title || "（无标题）"),
    heading ? make("p", { class: "heading" }, `小标题：${heading}`) : null,
    contextNode(passage.before, true, full),
    make("section", { class: "target", "aria-label": "要编码的段落" }, make("p", { class: "passage", id: "passage" }, passage.text)),
    below,
    contextNode(passage.after, false, full),
    long ? button({ id: "context", class: "more", "aria-pressed": String(full), act: toggle }, full ? "收起上下文" : "展开上下文", make("kbd", {}, "c")) : null,
  ];
}

/** Both codings of a passage that the coders see differently. */
function codingsNode(codings) {
  const rows = codings.map((coding, n) => make("tr", {}, make("th", { scope: "row" }, data.coders[n]),
    make("td", {}, themesSaid(coding), coding.hard ? make("span", { class: "hard" }, "难例") : null,
      coding.note ? make("p", { class: "remark" }, coding.note) : null)));
  return make("table", { class: "codings", "aria-label": "两人的编码" }, make("tbody", {}, rows));
}

