/* The page itself.  The data block is described in src/cli/sheet.h and report.c. */

const DATA = JSON.parse(document.getElementById("data").textContent);
const SIGNS = {related: "◆", nav: "≡", share: "▲", comments: "■", legal: "§", promo: "★", tags: "#", login: "◎", info: "†", other: "○"};
const FEW = 12; /* rows of a list of totals that are shown at first */
const $ = id => document.getElementById(id);

const state = {language: DATA.language, group: null, reason: null, rule: null, file: null, query: "", at: -1, open: {}};
const causes = new Map();   /* by the key that a removal has */
let documents = [];         /* {data, element, lines: [{element, text, removals}]} */
let walkable = [];          /* removals that the filters leave, in order */

const say = (name, ...values) => {
	const word = WORDS[state.language][name];
	return typeof word === "function" ? word(...values.map(show)) : word === undefined ? name : word;
};
const show = value => typeof value === "number" ? value.toLocaleString("en-US") : value;
const groupName = group => WORDS[state.language].groupNames[group] || group;
const reasonName = reason => WORDS[state.language].reasonNames[reason] || reason.replaceAll("-", " ");
const groupClass = group => "g-" + (SIGNS[group] ? group : "other");
const groupSign = group => make("span", {class: "sign " + groupClass(group), "aria-hidden": "true"}, SIGNS[group] || "◇");
const isolated = (text, attributes) => make("bdi", attributes, ...shown(String(text)));

/* ---- causes ---- */

for (const cause of DATA.causes) {
	cause.key = cause.rule === undefined ? `${cause.group}/${cause.reason}` : cause.rule;
	cause.address = cause.rule === undefined ? null : `${cause.file}:${cause.line}`;
	causes.set(cause.key, cause);
}

function causeOf(key) {
	if (!causes.has(key)) {
		const [group, reason] = String(key).split("/");
		causes.set(key, {key, group, reason: reason || "", count: 0, address: null});
	}
	return causes.get(key);
}

function chosen(cause) {
	return (state.group === null || cause.group === state.group) &&
		(state.reason === null || cause.address === null && cause.reason === state.reason) &&
		(state.rule === null || cause.key === state.rule);
}

const isFiltered = () => state.group !== null || state.reason !== null || state.rule !== null;

/* ---- documents ---- */

function addText(parent, text) {
	parent.append(...shown(text));
}

/* The line as data -> {text, whole, cuts: [...], drop, segments}. */
function readLine(row) {
	if (typeof row === "string")
		return {text: row, whole: true, segments: [row], drop: null};
	if (Array.isArray(row))
		return {text: row[0], whole: true, segments: [row[0]], drop: {cause: row[1], score: row[2], evidence: row[3]}};
	return {
		text: row.s.map(part => Array.isArray(part) ? part[0] : typeof part === "number" ? "" : part).join(""),
		whole: !row.s.some(part => typeof part === "number"), segments: row.s,
		drop: row.d ? {cause: row.d[0], score: row.d[1], evidence: row.d[2]} : null,
	};
}

function tag(cause) {
	const name = cause.address === null ? reasonName(cause.reason) : cause.address;
	return make("span", {class: "tag " + groupClass(cause.group), dir: document.documentElement.dir}, groupSign(cause.group), groupName(cause.group), " · ",
		make("bdi", {}, name));
}

function lineElement(line) {
	const element = make(line.drop ? "del" : "p", {class: "line", dir: directionOf(line.text), tabindex: "0", style: line.drop ? "display:block" : null});
	line.removals = [];
	for (const part of line.segments) {
		if (typeof part === "string")
			addText(element, part);
		else if (typeof part === "number")
			element.append(make("span", {class: "clip", dir: state.language === "ar" ? "rtl" : "ltr"}, say("bytes", part)));
		else {
			const cause = causeOf(part[1]), cut = make("del", {class: "cut " + groupClass(cause.group)});
			addText(cut, part[0]);
			element.append(cut);
			line.removals.push({cause, element: cut, line, cut: true});
		}
	}
	if (line.drop) {
		const cause = causeOf(line.drop.cause);
		element.classList.add("removed", groupClass(cause.group));
		line.removals.push({cause, element, line, score: line.drop.score, evidence: line.drop.evidence});
	} else {
		element.classList.add("kept");
	}
	for (const cause of new Set(line.removals.map(removal => removal.cause)))
		element.append(tag(cause));
	line.element = element;
	element.ghirbal = line;
	return element;
}

function headOf(data, removed) {
	const where = make("p", {}, `${say("record")} ${show(data.record)}`);
	if (data.document)
		where.append(` · ${say("document")} ${show(data.document)}`);
	if (data.id !== undefined)
		where.append(" · ", isolated(data.id, {class: "mono"}));
	if (data.url !== undefined)
		where.append(" · ", linkTo(data.url));
	where.append(` · ${say("lines")} ${show(data.count)} · ${say("removed")} ${show(removed)}`);
	return make("header", {tabindex: "-1"}, make("h2", {}, isolated(data.file)), where);
}

/* Only addresses of the web become links: a page may have put anything there. */
function linkTo(url) {
	let address;
	try {
		address = new URL(url);
	} catch {
		return isolated(url, {class: "mono"});
	}
	if (address.protocol !== "http:" && address.protocol !== "https:")
		return isolated(url, {class: "mono"});
	const link = make("a", {href: address.href, rel: "noreferrer noopener", dir: "ltr"});
	link.append(isolated(url));
	return link;
}

function documentElement(data) {
	const body = make("div", {class: "lines"}), lines = [];
	let number = 0, removed = 0;
	for (const row of data.lines) {
		if (Array.isArray(row) && typeof row[0] === "number") {
			body.append(make("p", {class: "gap"}, say("gap", row[0], row[1])));
			number += row[0];
			removed += row[1];
			continue;
		}
		number++;
		if (typeof row === "string" && !row.trim()) {
			body.append(make("p", {class: "blank"}, ...shown(row.replace(/\s+$/, ""))));
			continue;
		}
		const line = readLine(row);
		line.number = number;
		line.data = data;
		body.append(lineElement(line));
		lines.push(line);
		removed += line.removals.length > 0;
	}
	if (data.left)
		body.append(make("p", {class: "gap"}, say("bytes", data.left)));
	data.count = number;
	const element = make("article", {class: "document"}, headOf(data, removed), body);
	return {data, element, body, lines};
}

function drawDocuments() {
	documents = DATA.documents.map(documentElement);
	$("documents").replaceChildren(...documents.map(one => one.element));
}

/* ---- filters ---- */

/* Marks where the query stands in an element's own text. */
function highlight(element, query) {
	for (const old of element.querySelectorAll("mark"))
		old.replaceWith(...old.childNodes);
	element.normalize();
	if (!query)
		return;
	const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, {
		acceptNode: node => node.parentElement.closest(".tag, .hidden-char, .clip") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT});
	const nodes = [];
	while (walker.nextNode())
		nodes.push(walker.currentNode);
	for (const node of nodes)
		for (const [from, to] of places(node.data, query).reverse()) {
			const range = document.createRange();
			range.setStart(node, from);
			range.setEnd(node, to);
			range.surroundContents(document.createElement("mark"));
		}
}

function applyFilters() {
	const query = fold(state.query.trim()).text, filtered = isFiltered();
	walkable = [];
	for (const one of documents) {
		let matches = false, found = false;
		const wanted = state.file === null || one.data.file === state.file;
		for (const line of one.lines) {
			line.folded = line.folded === undefined && query ? fold(line.text).text : line.folded;
			const hit = query !== "" && line.folded.includes(query);
			found = found || hit;
			if (hit || line.marked)
				highlight(line.element, hit ? query : "");
			line.marked = hit;
			for (const removal of line.removals) {
				const on = chosen(removal.cause);
				removal.element.classList.toggle("off", !on);
				matches = matches || on;
				if (on && wanted && (!query || hit))
					walkable.push(removal);
			}
		}
		one.element.hidden = !(wanted && (!filtered || matches) && (!query || found));
		one.body.classList.toggle("filtered", filtered);
	}
	$("none").hidden = documents.some(one => !one.element.hidden);
	state.at = -1;
	drawPosition();
	drawChips();
	drawSamples();
	drawFacets();
}

function choose(kind, value) {
	state[kind] = state[kind] === value ? null : value;
	/* A rule and a reason are both causes: one at a time. */
	if (kind === "rule" && state.rule !== null)
		state.reason = null;
	if (kind === "reason" && state.reason !== null)
		state.rule = null;
	applyFilters();
}

function chip(kind, label, cause) {
	const button = make("button", {class: cause ? groupClass(cause.group) : "", "data-chip": kind}, ...label, " ×");
	button.addEventListener("click", () => choose(kind, state[kind]));
	return button;
}

function drawChips() {
	const chips = [];
	if (state.group !== null)
		chips.push(chip("group", [groupSign(state.group), groupName(state.group)], {group: state.group}));
	if (state.reason !== null)
		chips.push(chip("reason", [reasonName(state.reason)]));
	if (state.rule !== null)
		chips.push(chip("rule", [isolated(causeOf(state.rule).address)], causeOf(state.rule)));
	if (state.file !== null)
		chips.push(chip("file", [isolated(state.file)]));
	$("chips").replaceChildren(...chips);
}

/* ---- totals ---- */

function sums(key) {
	const found = new Map();
	for (const cause of DATA.causes)
		if (key(cause) !== null)
			found.set(key(cause), (found.get(key(cause)) || 0) + cause.count);
	return [...found].sort((a, b) => b[1] - a[1]);
}

/* rows: {value, count, label, group} in order. */
function drawFacet(kind, title, rows, note) {
	const section = $("facet-" + kind), most = Math.max(1, ...rows.map(row => row.count));
	const list = make("ul", {class: "facet"});
	const limit = state.open[kind] ? rows.length : FEW;
	rows.forEach((row, i) => {
		if (i >= limit && row.value !== state[kind])
			return;
		const bar = make("span", {class: "fill"});
		bar.style.inlineSize = `${Math.max(1, 100 * row.count / most)}%`;
		const button = make("button", {class: row.group ? groupClass(row.group) : "", "aria-pressed": String(row.value === state[kind]),
			"data-kind": kind, "data-value": String(row.value)},
			make("span", {class: "name"}, row.group ? groupSign(row.group) : null, ...row.label),
			make("span", {class: "count"}, show(row.count)), make("span", {class: "track"}, bar));
		button.addEventListener("click", () => choose(kind, row.value));
		list.append(make("li", {}, button));
	});
	section.replaceChildren(make("h2", {}, title), list);
	section.hidden = rows.length === 0;
	if (rows.length > FEW) {
		const more = make("button", {}, state.open[kind] ? say("less") : `${say("more")} (${show(rows.length - FEW)})`);
		more.addEventListener("click", () => {
			state.open[kind] = !state.open[kind];
			drawFacets();
		});
		section.append(more);
	}
	if (note)
		section.append(make("p", {class: "soft"}, note));
}

function drawFacets() {
	const mine = cause => state.group === null || cause.group === state.group;
	drawFacet("group", say("groups"), sums(cause => cause.group).map(([value, count]) => ({value, count, label: [groupName(value)], group: value})));
	drawFacet("reason", say("reasons"), sums(cause => cause.address === null && mine(cause) ? cause.reason : null)
		.map(([value, count]) => ({value, count, label: [reasonName(value)]})));
	drawFacet("rule", say("rules"), DATA.causes.filter(cause => cause.address !== null && mine(cause))
		.map(cause => ({value: cause.key, count: cause.count, group: cause.group, label: [isolated(cause.text), " ", make("span", {class: "soft mono", dir: "ltr"}, cause.address)]})));
	drawFacet("file", say("files"), DATA.files.map(([value, , count]) => ({value, count, label: [isolated(value)]})),
		DATA.file_count > DATA.files.length ? say("moreFiles", DATA.file_count - DATA.files.length) : null);
}

function quoteForShell(word) {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : "'" + word.replaceAll("'", "'\\''") + "'";
}

function drawAbout() {
	const list = make("dl", {}), names = WORDS[state.language].figures;
	for (const [name, value] of DATA.figures)
		if (names[name] && (value > 0 || ["documents", "lines", "lines_dropped"].includes(name)))
			list.append(make("dt", {}, names[name]), make("dd", {}, show(value)));
	const words = DATA.command.map(quoteForShell).join(" ") + (DATA.words_left ? ` ${say("moreWords", DATA.words_left)}` : "");
	const shownCount = DATA.documents.length;
	$("about").replaceChildren(list, make("p", {}, DATA.document_count > shownCount
		? say("sampled", shownCount, DATA.document_count, DATA.seed) : say("all", shownCount)));
	$("run").replaceChildren(make("h2", {}, say("command")), make("code", {class: "command", tabindex: "0"}, ...shown(words)),
		make("p", {}, make("bdi", {dir: "ltr"}, `ghirbal ${DATA.ghirbal}`)),
		DATA.memory ? make("p", {}, say("memory"), ": ", isolated(DATA.memory)) : "");
}

/* ---- samples of one cause ---- */

function ruleWords(cause) {
	const words = WORDS[state.language];
	return make("span", {}, `${words.verbs[cause.verb] || cause.verb} · ${words.hows[cause.how] || cause.how}: `,
		make("bdi", {class: "ruletext"}, ...shown(cause.text)));
}

function drawSamples() {
	const list = DATA.causes.filter(cause => state.rule !== null ? cause.key === state.rule
		: state.reason !== null && cause.address === null && cause.reason === state.reason && (state.group === null || cause.group === state.group));
	const section = $("samples");
	section.hidden = list.length === 0;
	if (section.hidden)
		return;
	const first = list[0], items = make("ol", {});
	for (const cause of list)
		for (const [text, file, record, line] of cause.samples || []) {
			const keep = make("button", {}, say("keepRule"));
			keep.addEventListener("click", () => addRule("keep", {text, whole: text.length < 200, data: {file, record}, number: line}, cause));
			items.append(make("li", {}, make("span", {class: "line-text", dir: directionOf(text)}, ...shown(text)), keep,
				make("span", {class: "where"}, isolated(`${file}:${record}:${line}`, {dir: "ltr"}))));
		}
	section.className = groupClass(first.group);
	section.replaceChildren(make("h2", {}, groupSign(first.group), say("samples"), " — ",
		first.address === null ? reasonName(first.reason) : make("bdi", {}, first.address)),
		make("p", {}, first.address === null ? groupName(first.group) : ruleWords(first)), items);
}

/* ---- why ---- */

function evidenceList(evidence) {
	const pieces = evidence.split("; ").map(piece => /^(.*) (-?[\d.]+)$/.exec(piece)).filter(Boolean);
	const most = Math.max(.1, ...pieces.map(piece => Math.abs(piece[2])));
	return make("ul", {}, ...pieces.map(([, words, weight]) => {
		const bar = make("i", {});
		bar.style.inlineSize = `${100 * Math.abs(weight) / most}%`;
		return make("li", {}, make("span", {}, WORDS[state.language].evidence[words] || words),
			make("span", {class: "weight"}, bar), make("bdi", {class: "number", dir: "ltr"}, weight));
	}));
}

function whyOf(removal) {
	const cause = removal.cause, parts = [];
	const name = cause.address === null ? reasonName(cause.reason) : cause.address;
	parts.push(make("h3", {class: groupClass(cause.group)}, groupSign(cause.group), groupName(cause.group)));
	parts.push(make("p", {}, cause.address === null ? say("removedFor") : say(removal.cut ? "cutBy" : "removedBy"), " ", make("bdi", {}, name)));
	if (cause.address !== null && cause.text !== undefined)
		parts.push(make("p", {}, ruleWords(cause)));
	if (removal.evidence)
		parts.push(make("p", {class: "soft"}, `${say("weighed")} (${say("score")} `, make("bdi", {dir: "ltr"}, (removal.score / 100).toFixed(2)), ")"), evidenceList(removal.evidence));
	return parts;
}

function actions(line) {
	const verb = line.removals.length ? "keep" : "drop";
	const button = make("button", {class: verb + "-rule"}, say(verb + "Rule"));
	button.addEventListener("click", () => addRule(verb, line, line.removals.length ? line.removals[0].cause : null));
	const box = make("p", {class: "actions"}, button);
	for (const cause of new Set(line.removals.map(removal => removal.cause))) {
		const kind = cause.address === null ? "reason" : "rule";
		const only = make("button", {}, cause.address === null ? reasonName(cause.reason) : make("bdi", {}, cause.address));
		only.addEventListener("click", () => choose(kind, kind === "rule" ? cause.key : cause.reason));
		box.append(only);
	}
	box.append(make("span", {class: "soft"}, `${say("line")} ${show(line.number)}`));
	return box;
}

function closeWhy() {
	for (const open of document.querySelectorAll(".why"))
		open.remove();
}

function openWhy(line) {
	const there = line.element.nextElementSibling;
	if (there && there.classList.contains("why"))
		return;
	closeWhy();
	const box = make("div", {class: "why " + (line.removals.length ? groupClass(line.removals[0].cause.group) : "")});
	const told = new Set();
	for (const removal of line.removals)
		if (!told.has(removal.cause)) {
			told.add(removal.cause);
			box.append(...whyOf(removal));
		}
	if (!line.removals.length)
		box.append(make("p", {}, say("kept")));
	box.append(actions(line));
	line.element.after(box);
}

/* ---- walking ---- */

function drawPosition() {
	$("position").textContent = say("of", state.at + 1, walkable.length);
}

function goTo(element, block) {
	element.scrollIntoView({block});
	element.focus({preventScroll: true});
}

/* The place from which to go on: the line in focus, else what is at the top of the window. */
function nearest(step) {
	const line = document.activeElement && document.activeElement.ghirbal;
	const from = line ? line.element : null;
	if (!from)
		return step > 0 ? state.at + 1 : state.at - 1;
	let at = walkable.findIndex(removal => removal.line.element === from ||
		(from.compareDocumentPosition(removal.line.element) & Node.DOCUMENT_POSITION_FOLLOWING));
	if (at < 0)
		at = walkable.length;
	if (step < 0)
		return at - 1;
	while (at < walkable.length && walkable[at].line.element === from)
		at++;
	return at;
}

function walk(step) {
	if (!walkable.length)
		return;
	state.at = Math.min(walkable.length - 1, Math.max(0, nearest(step)));
	const line = walkable[state.at].line;
	goTo(line.element, "center");
	openWhy(line);
	drawPosition();
}

function walkDocuments(step) {
	const seen = documents.filter(one => !one.element.hidden);
	let at = seen.findIndex(one => one.element.classList.contains("here"));
	at = Math.min(seen.length - 1, Math.max(0, at + step));
	if (at < 0 || !seen.length)
		return;
	for (const one of documents)
		one.element.classList.toggle("here", one === seen[at]);
	goTo(seen[at].element.querySelector("header"), "start");
}

/* ---- rules ---- */

let silence = 0;
function tell(text) {
	$("said").textContent = text;
	clearTimeout(silence);
	silence = setTimeout(() => $("said").textContent = "", 2500);
}

function drawRules() {
	const text = $("rules-text").value;
	$("rules-count").textContent = (text.match(/^\s*(keep|drop|cut|head|end|hint)\s/gm) || []).length;
	$("rules-command").textContent = "ghirbal --rules=my.rules …";
}

/* The nearest line before this one, or after it, that is a sentence and stayed: no rule may take it. */
function neighbour(line) {
	const lines = documents.find(one => one.data === line.data).lines, at = lines.indexOf(line);
	const stays = other => other !== line && !other.removals.length && other.whole && other.text.trim().split(/\s+/).length > 4;
	const found = lines.slice(0, at).reverse().find(stays) || lines.slice(at).find(stays);
	return found ? oneLine(found.text) : "";
}

function addRule(verb, line, cause) {
	const made = ruleOf(verb, line.text, line.whole);
	if (!made) {
		tell(say("tooLong"));
		return;
	}
	made.no = verb === "drop" ? neighbour(line) : "";
	const by = cause ? (cause.address === null ? cause.reason : cause.address) : "";
	const source = `${line.data.file}:${line.data.record}, line ${line.number}` + (by ? `, removed by ${by}` : "");
	const file = withRule($("rules-text").value, made, cause ? cause.group : "other", source);
	if (file !== null)
		$("rules-text").value = file;
	drawRules();
	tell(say(file === null ? "already" : "added"));
}

function openRules(open) {
	$("rules").hidden = !open;
	$("rules-open").setAttribute("aria-expanded", String(open));
	$(open ? "rules-text" : "rules-open").focus();
}

async function copyRules() {
	const field = $("rules-text");
	try {
		await navigator.clipboard.writeText(field.value);
	} catch {
		field.select();
		document.execCommand("copy");
	}
	tell(say("copied"));
}

function saveRules() {
	const link = make("a", {download: "my.rules", href: URL.createObjectURL(new Blob([$("rules-text").value], {type: "text/plain"}))});
	link.click();
	URL.revokeObjectURL(link.href);
}

/* ---- language, help ---- */

function drawHelp() {
	const list = make("dl", {});
	for (const [key, words] of Object.entries(say("keys")))
		list.append(make("dt", {}, make("kbd", {dir: "ltr"}, key)), make("dd", {}, words));
	$("help-text").replaceChildren(list, make("p", {}, say("helpMore")));
}

function setLanguage(language) {
	const query = state.query;
	state.language = language;
	document.documentElement.lang = language;
	document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
	document.title = say("title");
	for (const element of document.querySelectorAll("[data-say]"))
		element.textContent = say(element.dataset.say);
	for (const [id, name] of [["previous", "previous"], ["next", "next"], ["help-open", "help"], ["rules-open", "yourRules"]]) {
		$(id).title = say(name);
		$(id).setAttribute("aria-label", say(name));
	}
	$("query").placeholder = say("search");
	$("query").setAttribute("aria-label", say("search"));
	$("rules-text").setAttribute("aria-label", say("yourRules"));
	$("language").textContent = say("other");
	$("language").lang = language === "ar" ? "en" : "ar";
	$("query").value = query;
	drawHelp();
	drawAbout();
	drawDocuments();
	drawRules();
	applyFilters();
}

/* ---- events ---- */

function clearAll() {
	closeWhy();
	Object.assign(state, {group: null, reason: null, rule: null, file: null, query: ""});
	$("query").value = "";
	applyFilters();
}

const KEYS = {
	j: () => walkDocuments(1), k: () => walkDocuments(-1), n: () => walk(1), p: () => walk(-1),
	"/": () => $("query").focus(), "?": () => $("help").showModal(), Escape: clearAll,
};

/* The key by its place too, so that an Arabic keyboard needs no switching. */
const PLACES = {KeyJ: "j", KeyK: "k", KeyN: "n", KeyP: "p"};

document.addEventListener("keydown", event => {
	if (event.ctrlKey || event.metaKey || event.altKey || $("help").open)
		return;
	if (event.target.matches("input, textarea")) {
		if (event.key === "Escape")
			event.target.blur();
		return;
	}
	if (event.key === "Enter" && event.target.ghirbal) {
		openWhy(event.target.ghirbal);
		return;
	}
	const key = KEYS[event.key] ? event.key : event.key === "؟" ? "?" : PLACES[event.code];
	if (!KEYS[key] || event.shiftKey && key !== "?" && key !== "/")
		return;
	event.preventDefault();
	KEYS[key]();
});

$("documents").addEventListener("click", event => {
	const element = event.target.closest(".line");
	if (element && !String(getSelection()))
		openWhy(element.ghirbal);
});
$("documents").addEventListener("focusin", event => {
	if (event.target.ghirbal && event.target.ghirbal.removals.length && event.target.matches(":focus-visible"))
		openWhy(event.target.ghirbal);
});
let typing = 0;
$("query").addEventListener("input", () => {
	clearTimeout(typing);
	typing = setTimeout(() => {
		state.query = $("query").value;
		applyFilters();
	}, 150);
});
$("query").addEventListener("keydown", event => {
	if (event.key !== "Enter")
		return;
	clearTimeout(typing);
	state.query = $("query").value;
	applyFilters();
	const found = document.querySelector("article:not([hidden]) mark");
	if (found)
		goTo(found.closest(".line"), "center");
});
$("next").addEventListener("click", () => walk(1));
$("previous").addEventListener("click", () => walk(-1));
$("language").addEventListener("click", () => setLanguage(state.language === "ar" ? "en" : "ar"));
$("help-open").addEventListener("click", () => $("help").showModal());
$("rules-open").addEventListener("click", () => openRules($("rules").hidden));
$("rules-close").addEventListener("click", () => openRules(false));
$("rules-copy").addEventListener("click", copyRules);
$("rules-save").addEventListener("click", saveRules);
$("rules-clear").addEventListener("click", () => {
	$("rules-text").value = "";
	drawRules();
});
$("rules-text").addEventListener("input", drawRules);
$("facets").open = matchMedia("(min-width: 60.01rem)").matches;
setLanguage(state.language);
