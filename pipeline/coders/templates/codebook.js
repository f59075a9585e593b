// The codebook at hand: what each theme is, where it ends, and the words that decide.

const KEYS_OF_THEMES = "1234567890aefghilmopqstvxyz";
const keyOf = (number) => KEYS_OF_THEMES[number] || "";

function listed(title, lines) {
  return lines.length ? [make("h4", {}, title), make("ul", {}, lines.map((line) => make("li", { class: "piece" }, line)))] : [];
}

const judged = ([text, themes]) => [text, make("b", {}, ` → ${themes}`)];

function themeNode(theme, number) {
  const words = theme.decisive.map((word) => make("span", { class: "piece word" }, word));
  const but = theme.exclusions.map(([term, near]) => `“${term}”同句遇${near}时不算`);
  return make("details", { class: "entry", id: `entry-${number}` },
    make("summary", {}, make("kbd", {}, keyOf(number)), theme.name),
    make("p", { class: "piece" }, theme.definition),
    ...listed("边界", theme.borderline), ...listed("判例", theme.cases.map(judged)), ...listed("正例", theme.positive),
    ...listed("反例", theme.negative.map(judged)),
    ...(words.length ? [make("h4", {}, "决定性词语"), make("p", { class: "words" }, words)] : []), ...listed("排除语境", but));
}

/** Show only what holds the words looked for; everything, folded, where there are none. */
function lookUp(words) {
  for (const entry of document.querySelectorAll(".entry")) {
    let found = false;
    for (const piece of entry.querySelectorAll(".piece")) {
      piece.hidden = !piece.textContent.includes(words);
      found = found || !piece.hidden;
    }
    for (const title of entry.querySelectorAll("h4")) title.hidden = !title.nextElementSibling.querySelector(".piece:not([hidden])");
    entry.hidden = !found;
    entry.open = Boolean(words) && found;
  }
}

function buildBook() {
  const search = make("input", { id: "search", type: "search", autocomplete: "off", placeholder: "在手册中查找", "aria-label": "在编码手册中查找", "aria-keyshortcuts": "/" });
  search.addEventListener("input", () => lookUp(search.value.trim()));
  byId("book").replaceChildren(
    make("header", {}, make("h2", {}, "编码手册"), search, button({ id: "book-close", act: () => showBook(false) }, "收起")),
    make("p", { class: "rules" }, data.rules), ...data.themes.map(themeNode));
}

/** The codebook open at a theme. */
function openAt(number) {
  showBook(true);
  const entry = byId(`entry-${number}`);
  entry.open = true;
  entry.scrollIntoView({ block: "start" });
}

function showBook(open) {
  document.body.dataset.book = open ? "open" : "";
  byId("to-book").setAttribute("aria-expanded", String(open));
  byId("book").hidden = !open;
}

