/* Rules out of lines, in the language of ghirbal-rules(5). */

/* One line of a rule file: no ends of lines, no controls. */
function oneLine(text) {
	return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd]+/g, " ").trim();
}

/* What matches a line of signs alone: such a line has no words that a text could name. */
function patternOf(text) {
	const seen = text.replace(/[\p{Mn}\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu, "").trim();
	return "^\\s*" + seen.replace(/[\\^$.|?*+()[\]{}#-]/g, "\\$&").replace(/\s+/g, "\\s+") + "\\s*$";
}

/* A number that stands alone, whatever its digits. */
const NUMBER = /^\p{Nd}+([.,٫٬]\p{Nd}+)*$/u;

/*
 * A line to drop is seen again with another number in it.  Not where nearly nothing but numbers is left
 * of it: then it could be any line of figures.
 */
function withSlots(words) {
	if (words.filter(word => /\p{L}{2}/u.test(word)).length < 2)
		return words;
	return words.map(word => NUMBER.test(word) ? "{n}" : word);
}

/*
 * The rule that keeps this very line, or drops it and its like, with the line as its example; null if
 * there is none.  Of a line that is not shown whole the first words are named, and only to keep it:
 * words that may begin an honest sentence are too little to drop one.
 */
function ruleOf(verb, text, whole) {
	const line = oneLine(text);
	const words = line.replace(/[{}]+/g, " ").split(/\s+/).filter(Boolean);
	if (!whole) {
		const first = words.filter(word => /[\p{L}\p{N}]/u.test(word)).slice(0, 8);
		return verb === "keep" && first.length > 2 ? {rule: `keep starts ${first.join(" ")}`, ok: ""} : null;
	}
	if (!words.length)
		return null;
	if (!words.some(word => /[\p{L}\p{N}]/u.test(word)))
		return {rule: `${verb} match ${patternOf(line)}`, ok: line};
	return {rule: `${verb} line ${(verb === "drop" ? withSlots(words) : words).join(" ")}`, ok: line};
}

/* The rule as it stands in a file: where it comes from, its group, itself and its examples. */
function ruleText(made, group, source) {
	return `# ${oneLine(source)}\n[${group}]\n${made.rule}\n` + (made.ok ? `  ok  ${made.ok}\n` : "") + (made.no ? `  no  ${made.no}\n` : "");
}

const SLOT = "slot n digits";

/* The file with one more rule, or null if it has that rule. */
function withRule(file, made, group, source) {
	const lines = file.split("\n").map(line => line.trim());
	if (lines.includes(made.rule))
		return null;
	let begun = file.trim() ? file.replace(/\n*$/, "\n") : "ghirbal 1\n";
	if (made.rule.includes("{n}") && !lines.some(line => /^slot\s+n\s/.test(line)))
		begun = begun.replace(/^ghirbal 1[^\n]*\n/m, `$&${SLOT}\n`);
	return begun + ruleText(made, group, source);
}
