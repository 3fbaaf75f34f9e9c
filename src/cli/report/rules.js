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

/*
 * The rule that keeps or drops this very line, with the line as its example; null if there is none.
 * Of a line that is not shown whole the first words are named, and only to keep it: words that may begin
 * an honest sentence are too little to drop one.
 */
function ruleOf(verb, text, whole) {
	const line = oneLine(text);
	const named = line.replace(/[{}]+/g, " ").trim();
	if (!whole) {
		const words = named.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).slice(0, 8);
		return verb === "keep" && words.length > 2 ? {rule: `keep starts ${words.join(" ")}`, example: ""} : null;
	}
	if (!line)
		return null;
	if (!/[\p{L}\p{N}]/u.test(named))
		return {rule: `${verb} match ${patternOf(line)}`, example: line};
	return {rule: `${verb} line ${named}`, example: line};
}

/* The rule as it stands in a file: where it comes from, its group, itself and its example. */
function ruleText(made, group, source) {
	return `# ${oneLine(source)}\n[${group}]\n${made.rule}\n` + (made.example ? `  ok  ${made.example}\n` : "");
}

/* The file with one more rule, or null if it has that rule. */
function withRule(file, made, group, source) {
	if (file.split("\n").some(line => line.trim() === made.rule))
		return null;
	return (file.trim() ? file.replace(/\n*$/, "\n\n") : "ghirbal 1\n\n") + ruleText(made, group, source);
}
