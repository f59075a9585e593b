// What the page shows: findings, their places and the filters on them.

const findings = data.findings;
const STATUS = { open: "待定", accepted: "已采纳", dismissed: "已驳回" };
const UNKNOWN_YEAR = "none";
const indexOf = new Map(findings.map((finding, index) => [finding.id, index]));

const passageOf = (number) => {
  const [document, heading, text, before, after] = data.passages[number];
  return { document, heading, text, before, after };
};
const documentOf = (number) => {
  const [title, source, year] = data.documents[number];
  return { title, source, year };
};
const sideOf = (side) => {
  const [name, place, parts, marks, changes] = side;
  return { name, place, parts, marks, changes };
};

/** A document's name in a filter, which holds after another run too. */
const documentKey = (number) => `${documentOf(number).source}#${documentOf(number).title}`;
const documentNumber = new Map(data.documents.map((_, number) => [documentKey(number), number]));

const labelOf = (finding) => (data.labels[finding.kind] || {})[finding.label] || finding.label;
const documentsOf = (finding) =>
  new Set(finding.sides.flatMap((side) => side[2].map((part) => data.passages[part[0]][0])));

for (const finding of findings) {
  finding.documents = documentsOf(finding);
  finding.years = new Set([...finding.documents].map((n) => data.documents[n][2] ?? UNKNOWN_YEAR).map(String));
}

/** All that a search looks through, made when it is first needed. */
function searchable(finding) {
  if (finding.searchable === undefined) {
    const texts = finding.sides.flatMap((side) => [side[1], ...side[2].map((part) => data.passages[part[0]][2])]);
    const names = [...finding.documents].flatMap((n) => [data.documents[n][0], data.documents[n][1]]);
    const words = [finding.id, finding.title, finding.explanation, labelOf(finding), ...names, ...texts];
    finding.searchable = words.join("\n").toLowerCase();
  }
  return finding.searchable;
}

const NO_FILTERS = { kind: "", year: "", document: "", status: "", text: "" };

/** The numbers of the findings that pass the filters. */
function filtered(filters, statusOf) {
  const [kind, label] = filters.kind.split("/");
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = (finding) =>
    (!kind || finding.kind === kind) &&
    (label === undefined || finding.label === label) &&
    (!filters.year || finding.years.has(filters.year)) &&
    (!filters.document || finding.documents.has(documentNumber.get(filters.document))) &&
    (!filters.status || statusOf(finding.id) === filters.status) &&
    words.every((word) => searchable(finding).includes(word));
  return findings.flatMap((finding, index) => (passes(finding) ? [index] : []));
}

