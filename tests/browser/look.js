/* SPDX-License-Identifier: MIT */
/* What a test sees of a page: text that leaves the window, and text that does not stand out enough. */
({
	/* Elements with text of their own. */
	texts() {
		return [...document.body.querySelectorAll("*")].filter(element =>
			!element.closest("script, style, noscript, dialog:not([open]), [hidden], .skip") &&
			[...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) &&
			element.getClientRects().length && getComputedStyle(element).visibility === "visible");
	},

	outside() {
		const width = document.documentElement.clientWidth, found = [];
		if (document.documentElement.scrollWidth > width)
			found.push(`the page is ${document.documentElement.scrollWidth} wide`);
		for (const element of this.texts()) {
			const range = document.createRange();
			range.selectNodeContents(element);
			for (const box of range.getClientRects())
				if (box.width > 0 && (box.left < -1 || box.right > width + 1) && !element.closest(".command, textarea"))
					found.push(`${element.tagName}.${element.className}: ${box.left}..${box.right} ${element.textContent.slice(0, 40)}`);
		}
		return found.slice(0, 10);
	},

	/* A colour as [red, green, blue, alpha], whatever way it is written in. */
	rgba(color) {
		const numbers = color.match(/-?[\d.]+(e-?\d+)?/g).map(Number);
		if (color.startsWith("color("))
			return [numbers[0] * 255, numbers[1] * 255, numbers[2] * 255, numbers.length > 3 ? numbers[3] : 1];
		return [numbers[0], numbers[1], numbers[2], numbers.length > 3 ? numbers[3] : 1];
	},

	over(front, back) {
		return [0, 1, 2].map(i => front[i] * front[3] + back[i] * (1 - front[3])).concat(1);
	},

	background(element) {
		const layers = [];
		for (let at = element; at; at = at.parentElement)
			layers.unshift(this.rgba(getComputedStyle(at).backgroundColor));
		return layers.reduce((back, front) => this.over(front, back), [255, 255, 255, 1]);
	},

	luminance(color) {
		const [red, green, blue] = color.map(part => {
			part /= 255;
			return part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
		});
		return .2126 * red + .7152 * green + .0722 * blue;
	},

	ratio(element) {
		const back = this.background(element), front = this.over(this.rgba(getComputedStyle(element).color), back);
		const [high, low] = [this.luminance(front), this.luminance(back)].sort((a, b) => b - a);
		return (high + .05) / (low + .05);
	},

	/* WCAG 2, level AA, for text of normal size. */
	faint() {
		const found = new Map();
		for (const element of this.texts()) {
			const ratio = this.ratio(element);
			if (ratio < 4.5)
				found.set(`${element.tagName}.${element.className}`, `${ratio.toFixed(2)}: ${element.textContent.slice(0, 30)}`);
		}
		return [...found].slice(0, 10);
	},
})
