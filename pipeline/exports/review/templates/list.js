// The list: only the rows in sight exist, so that its length does not matter.

const ROW = 76;
const SPARE = 6;

class List {
  constructor(scroller, rows, shown, choose) {
    this.scroller = scroller;
    this.rows = rows;
    this.shown = shown;
    this.view = [];
    this.current = -1;
    this.asked = false;
    scroller.addEventListener("scroll", () => this.later(), { passive: true });
    addEventListener("resize", () => this.later());
    rows.addEventListener("click", (event) => {
      const row = event.target.closest(".row");
      if (row) choose(Number(row.dataset.index));
    });
  }

  later() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.draw();
    });
  }

  show(view, current) {
    this.view = view;
    this.current = current;
    this.rows.style.height = `${view.length * ROW}px`;
    this.draw();
  }

  /** Bring the current row into sight. */
  reveal() {
    const position = this.view.indexOf(this.current);
    if (position < 0) return;
    const top = position * ROW;
    const height = this.scroller.clientHeight;
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top + ROW > this.scroller.scrollTop + height) this.scroller.scrollTop = top + ROW - height;
    this.draw();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.scroller.scrollTop / ROW) - SPARE);
    const last = Math.min(this.view.length, Math.ceil((this.scroller.scrollTop + this.scroller.clientHeight) / ROW) + SPARE);
    const drawn = [];
    for (let position = first; position < last; position += 1) drawn.push(this.row(position));
    this.rows.replaceChildren(...drawn);
    const active = this.view.includes(this.current) ? `row-${this.current}` : "";
    if (active && byId(active)) this.scroller.setAttribute("aria-activedescendant", active);
    else this.scroller.removeAttribute("aria-activedescendant");
  }

  row(position) {
    const index = this.view[position];
    const row = make("div", {
      class: "row", id: `row-${index}`, role: "option", "data-index": index, "aria-setsize": this.view.length,
      "aria-posinset": position + 1, "aria-selected": index === this.current ? "true" : "false",
    }, ...this.shown(findings[index]));
    row.style.top = `${position * ROW}px`;
    return row;
  }
}

function whereOf(finding) {
  if (!finding.sides.length) return "";
  const first = sideOf(finding.sides[0]);
  const { source, year } = documentOf(passageOf(first.parts[0][0]).document);
  const more = finding.sides.length > 1 ? `，共${finding.sides.length}处` : "";
  return `${year === null ? "年度不明" : `${year}年`} ${source} ${first.place}${more}`;
}

const badge = (finding) => make("span", { class: `badge ${finding.kind}` }, data.kinds[finding.kind]);

function rowOf(finding, status) {
  const head = make("p", { class: "head" }, badge(finding), make("span", {}, labelOf(finding)),
    make("span", { class: `status ${status}` }, STATUS[status]));
  return [head, make("p", { class: "title" }, finding.title), make("p", { class: "where" }, whereOf(finding))];
}

