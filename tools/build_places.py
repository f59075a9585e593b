"""Rebuild dictionaries/places/divisions.csv and renamed.csv from the tables that cpca and jionlp carry.

    python tools/build_places.py

The run itself needs neither package. `corrections.csv` beside the tables holds what both had not yet followed.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent.parent / "dictionaries" / "places"
SUFFIXES = re.compile(r"(?:自治州|自治县|自治旗|地区|特区|市|县|区|盟|旗)$")
PARTICLES = frozenset(
    "于在从和与由今古望过至到任向往居同及或去来回原含借封寻解渡监冀晋鄂宁川陆隋明清魏那拽辖的是为以把被后并征攻守出入老新大小学全各我你他"
)
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭罗梁郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁薛叶阎余潘杜戴夏钟汪田姜范"
    "方姚谭廖邹熊金郝孔崔康邱秦史顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚文"
)
COMMON = 100  # occurrences in the corpus that jieba counted
NO_UNITS = {"510102", "510156"}  # development zones that stand in the table with the code of a district
PEOPLES = [
    "蒙古族",
    "回族",
    "藏族",
    "维吾尔族",
    "维吾尔",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "哈萨克",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜族",
    "柯尔克孜",
    "土族",
    "达斡尔族",
    "达斡尔",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "锡伯",
    "阿昌族",
    "普米族",
    "塔吉克族",
    "塔吉克",
    "怒族",
    "鄂温克族",
    "鄂伦春",
    "保安族",
    "裕固族",
    "独龙族",
    "各族",
    "蒙古",
]
# Names that would lose themselves where suffix and people are cut off.
SHORT = {
    "吉林市": "吉林", "海南藏族自治州": "海南", "兴安盟": "兴安", "东乡族自治县": "东乡", "鄂伦春自治旗": "鄂伦春",
    "鄂温克族自治旗": "鄂温克", "东乡县": "东乡", "浦东新区": "浦东", "前郭尔罗斯蒙古族自治县": "前郭尔罗斯",
    "喀喇沁左翼蒙古族自治县": "喀左", "阜新蒙古族自治县": "阜新", "河南蒙古族自治县": "河南",
    "杜尔伯特蒙古族自治县": "杜尔伯特", "和布克赛尔蒙古自治县": "和布克赛尔", "滨海新区": "滨海新区",
    "沈北新区": "沈北新区", "塔什库尔干塔吉克自治县": "塔什库尔干", "察布查尔锡伯自治县": "察布查尔",
    "六枝特区": "六枝", "神农架林区": "神农架", "莫力达瓦达斡尔族自治旗": "莫力达瓦", "大柴旦行政委员会": "大柴旦",
    "梅里斯达斡尔族区": "梅里斯", "管城回族区": "管城", "顺河回族区": "顺河", "瀍河回族区": "瀍河",
    "达尔罕茂明安联合旗": "达尔罕茂明安", "井陉矿区": "井陉矿区", "峰峰矿区": "峰峰", "白云鄂博矿区": "白云鄂博",
    "鹰手营子矿区": "鹰手营子",
}  # fmt: skip


class Division(NamedTuple):
    adcode: str
    name: str
    short: str
    level: str
    valid_from: str


def short_name(name: str) -> str:
    """The name without its suffix and the peoples in it; unchanged where one character would remain."""
    if name in SHORT:
        return SHORT[name]
    stem = SUFFIXES.sub("", name)
    if "自治" in name or name.endswith("民族区"):
        while people := next((p for p in PEOPLES if stem.endswith(p) and len(stem) > len(p) + 1), ""):
            stem = stem[: -len(people)]
    return stem if len(stem) > 1 else name


def packaged(package: str, *path: str) -> bytes:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package}: not installed; pip install {package}")
    return Path(spec.origin).parent.joinpath(*path).read_bytes()


def national_table() -> list[tuple[str, str]]:
    """(adcode, name) of every prefecture and county of jionlp's table, its development zones left out."""
    archive = zipfile.ZipFile(io.BytesIO(packaged("jionlp", "dictionary", "china_location.zip")))
    rows = []
    for line in archive.read("china_location.txt").decode("utf-8").splitlines():
        depth = len(line) - len(line.lstrip("\t"))
        cells = line.strip().split("\t")
        if depth in {1, 2} and len(cells) == 3 and re.fullmatch(r"[1-7]\d{5}", cells[1]):
            rows.append((cells[1], cells[0]))
    return [r for r in rows if not r[0].endswith("0000") and is_unit(*r)]


def is_unit(adcode: str, name: str) -> bool:
    zone = adcode[4] == "7" and not adcode.startswith("71")
    return not (zone or adcode in NO_UNITS or "直辖" in name)


def corrected(rows: list[tuple[str, str]]) -> list[Division]:
    with (FOLDER / "corrections.csv").open(encoding="utf-8") as lines:
        corrections = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    gone = {c["old_adcode"] for c in corrections}
    kept = [(code, name, "") for code, name in rows if code not in gone]
    added = [(c["adcode"], c["name"], c["valid_from"]) for c in corrections if c["adcode"]]
    return [
        Division(code, name, short_name(name), "city" if code.endswith("00") else "county", since)
        for code, name, since in sorted({*kept, *added})
    ]


def with_years(divisions: list[Division], renamed: list[dict[str, str]]) -> list[Division]:
    since = {r["adcode"]: r["valid_to"] for r in renamed}
    return [d._replace(valid_from=d.valid_from or since.get(d.adcode, "")) for d in divisions]


def renamed_units(divisions: list[Division]) -> list[dict[str, str]]:
    """The units that jionlp's table of changes says were renamed or dissolved, with the unit they are now."""
    by_place = {(d.adcode[:2], d.name): d.adcode for d in divisions}
    old_codes = {d["name"]: d["adcode"] for d in older_table()}
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for line in packaged("jionlp", "dictionary", "china_location_change.txt").decode("utf-8").splitlines():
        old, new = (side.split("\t") for side in line.split("=>"))
        name = old[6] if len(old) == 8 else old[4]
        province = next((c[:2] for n, c in old_codes.items() if n == old[2]), "")
        adcode = by_place.get((province, new[-1]), "")
        if name != new[-1] and adcode:
            rows[province, name] = {
                "name": name, "adcode": adcode, "valid_from": "", "valid_to": old[0][:4], "note": f"今{new[-1]}",
            }  # fmt: skip
    return sorted(rows.values(), key=lambda r: (r["adcode"], r["name"]))


def older_table() -> list[dict[str, str]]:
    text = packaged("cpca", "resources", "adcodes.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def write(name: str, rows: list[dict[str, str]]) -> None:
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def words(divisions: list[Division]) -> list[dict[str, str]]:
    """Common words of two characters that end as a name begins or begin as a name ends (重大理论 is not 大理)."""
    shorts = [d.short for d in divisions] + [row[1] for row in provinces()]
    names = {*shorts, *(d.name for d in divisions)}
    heads, tails = {s[0] for s in shorts if len(s) == 2}, {s[1] for s in shorts if len(s) == 2}
    found = []
    for line in packaged("jieba", "dict.txt").decode("utf-8").splitlines():
        word, count, tag = line.split()
        joins = len(word) == 2 and (word[1] in heads or word[0] in tails)
        if joins and int(count) >= COMMON and not tag.startswith("nr") and word not in names:
            found.append({"word": word})
    return sorted(found, key=lambda row: row["word"])


def longer_words(divisions: list[Division]) -> list[dict[str, str]]:
    """Words and persons' names that end in or hold a short name of a prefecture or county: 复合肥 is not 合肥."""
    shorts = {d.short for d in divisions if len(d.short) == 2}
    places = tuple(d.short for d in divisions) + tuple(row[1] for row in provinces())
    found = []
    for line in packaged("jieba", "dict.txt").decode("utf-8").splitlines():
        word, count, tag = line.split()
        if not (3 <= len(word) <= 5 and int(count) >= 3) or tag in {"ns", "nt"} or word[0] in PARTICLES:
            continue
        person = tag.startswith("nr")
        if (person and word[0] not in SURNAMES) or word.startswith(places) or word[-1] in "省市县区州":
            continue
        if any(word[i : i + 2] in shorts for i in range(1, len(word) - 1)):
            found.append({"term": word, "reason": "人名" if person else "普通词"})
    return sorted(found, key=lambda row: row["term"])


def provinces() -> list[list[str]]:
    with (FOLDER / "provinces.csv").open(encoding="utf-8") as lines:
        return list(csv.reader(lines))[1:]


def main() -> None:
    divisions = corrected(national_table())
    write("words.csv", words(divisions))
    write("longer_words.csv", longer_words(divisions))
    renamed = renamed_units(divisions)
    write("divisions.csv", [d._asdict() for d in with_years(divisions, renamed)])
    write("renamed.csv", renamed)


if __name__ == "__main__":
    main()
