// The result: how far the two agree, what is left to settle, and the coding that is written.

const MEASURES = { "Krippendorff's alpha": "Krippendorff α", "Cohen's kappa": "Cohen κ" };
const three = (value) => value.toFixed(3);

/** Before it is laid open: what that means, and how far the two have come. */
function closedNode(state, open) {
  const lines = data.coders.map((coder) => `${coder}已编 ${state.done[coder][0]} / ${state.done[coder][1]} 段`);
  const finished = data.coders.every((coder) => state.done[coder][0] === state.done[coder][1]);
  const told = finished ? "两人都编完了，可以看结果。" : "还没有编完。提前看，只摆出两人都编过的段落，其余的仍互不相见。";
  return make("section", { class: "panel", "aria-labelledby": "panel-title" },
    make("h2", { id: "panel-title" }, "结果还没有打开"), make("p", {}, lines.join("，")), make("p", {}, told),
    make("p", {}, "摆出来的段落此后不再改动，一致程度才是各自独立编码的一致程度；有分歧的由两人商量裁定。"),
    button({ id: "open", class: "primary", act: () => open(!finished) }, finished ? "看结果" : "提前看结果"));
}

function measureRow([name, value, low, high], confidence) {
  const shown = value === null ? "无从计算：只用了一个主题" : three(value);
  const interval = value === null ? "" : `${Math.round(confidence * 100)}% 区间 ${three(low)}–${three(high)}`;
  return make("tr", {}, make("th", { scope: "row" }, MEASURES[name] || name), make("td", { class: "figure" }, shown), make("td", {}, interval));
}

function settledSaid(state, open) {
  if (open) return `分歧 ${state.rows.length} 段，还有 ${open} 段没有裁定；全部裁定后写入 ${server.into}。`;
  const all = state.rows.length ? `分歧 ${state.rows.length} 段都已裁定。` : "没有分歧。";
  if (state.unwritten) return `${all}${state.unwritten} 段尚未写入 ${server.into}。`;
  return `${all}已全部写入 ${server.into}，重新运行 zongshu run 后生效。`;
}

/** The agreement, and what is left to do. `open` disagreements have no verdict. */
function resultNode(state, open, acts) {
  const share = state.both ? `两人都编了 ${state.both} 段，主要主题相同 ${state.same} 段（${Math.round((100 * state.same) / state.both)}%）` : "还没有两人都编过的段落";
  return make("section", { class: "panel", "aria-labelledby": "panel-title" },
    make("h2", { id: "panel-title" }, "一致程度"), make("p", { id: "share" }, share),
    state.measures.length ? make("table", { class: "measures" }, make("tbody", {}, state.measures.map((row) => measureRow(row, state.confidence)))) : null,
    make("p", { id: "left" }, settledSaid(state, open)),
    make("p", { class: "acts" },
      button({ id: "settle", class: "primary", disabled: Boolean(open) || !state.unwritten, "aria-keyshortcuts": "w", act: acts.settle }, `写入 ${server.into}`, make("kbd", {}, "w")),
      state.more ? button({ id: "more", act: acts.more }, `再摆出新编的 ${state.more} 段`) : null));
}

