/* Text as it is shown and as it is compared. */

/* Characters that show nothing, or change how others show.  They are shown as a sign instead. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|[\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/gu;
const HIDDEN_NAMES = {
	0xad: "SHY", 0x34f: "CGJ", 0x61c: "ALM", 0x200b: "ZWSP", 0x200c: "ZWNJ", 0x200d: "ZWJ", 0x200e: "LRM", 0x200f: "RLM", 0x2028: "LS", 0x2029: "PS",
	0x202a: "LRE", 0x202b: "RLE", 0x202c: "PDF", 0x202d: "LRO", 0x202e: "RLO", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0xfeff: "BOM", 0x0d: "CR", 0x0c: "FF", 0x1b: "ESC", 0: "NUL",
};

/* An element with attributes and children; a child that is a string is text, never markup. */
function make(name, attributes, ...children) {
	const element = document.createElement(name);
	for (const [key, value] of Object.entries(attributes || {}))
		if (value !== undefined && value !== null && value !== false)
			element.setAttribute(key, value === true ? "" : value);
	element.append(...children.filter(child => child !== null && child !== undefined && child !== ""));
	return element;
}

/* The first letter says which way a line runs; one without letters runs as the pages do. */
function directionOf(text) {
	const letter = /\p{L}/u.exec(text);
	return letter && !/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(letter[0]) ? "ltr" : "rtl";
}

function hiddenSign(character) {
	const point = character.codePointAt(0), code = "U+" + point.toString(16).toUpperCase().padStart(4, "0");
	return make("span", {class: "hidden-char", title: code, dir: "ltr"}, HIDDEN_NAMES[point] || code);
}

/* Text with its hidden characters as signs, as a list of nodes. */
function shown(text) {
	const parts = [];
	let from = 0;
	for (const found of text.matchAll(HIDDEN)) {
		if (found.index > from)
			parts.push(document.createTextNode(text.slice(from, found.index)));
		parts.push(hiddenSign(found[0]));
		from = found.index + found[0].length;
	}
	if (from < text.length)
		parts.push(document.createTextNode(text.slice(from)));
	return parts;
}

/* Searching sees no tashkeel, tatweel, hidden character, form of hamza or case; each character stays one. */
const UNSEEN = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff]/;
const SAME = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك"};

function fold(text) {
	const letters = [], places = [];
	for (let i = 0; i < text.length; i++) {
		const letter = text[i];
		if (UNSEEN.test(letter) || letter.search(HIDDEN) === 0 && !/[\ud800-\udfff]/.test(letter))
			continue;
		letters.push(SAME[letter] || letter.toLowerCase()[0]);
		places.push(i);
	}
	return {text: letters.join(""), places};
}

/* Where query, folded, stands in text: [from, to] each. */
function places(text, query) {
	const folded = fold(text), found = [];
	for (let at = folded.text.indexOf(query); at >= 0 && found.length < 100; at = folded.text.indexOf(query, at + query.length))
		found.push([folded.places[at], folded.places[at + query.length - 1] + 1]);
	return found;
}
