const ENTITIES: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
	'#34': '"',
	'#39': "'",
};

const UNSEEN = new Set(['head', 'style', 'script', 'title']);
const LINE_ENDS = new Set(['br', 'hr', '/tr', '/ul', '/ol']);
const BLOCK_ENDS = /^\/(p|div|h[1-6]|table|blockquote)$/;

/**
 * The text version of an e-mail whose author wrote only HTML: tags are dropped, a link keeps its address,
 * a block starts a new line. It is read by people whose client shows no HTML, and by spam filters.
 *
 * One pass, so that no HTML makes it slow.
 */
export function textFromHtml(html: string): string {
	const out: string[] = [];
	let link: string | null = null;
	let unseen: string | null = null;

	withoutComments(html)
		.split(/(<[^<>]*>)/)
		.forEach((part, index) => {
			if (index % 2 === 0) {
				if (unseen === null) out.push(unescaped(part.replace(/\s+/g, ' ')));
				return;
			}
			const tag = /^<(\/?\w+)/.exec(part)?.[1]?.toLowerCase() ?? '';
			if (unseen !== null) {
				if (tag === `/${unseen}`) unseen = null;
			} else if (UNSEEN.has(tag)) unseen = tag;
			else if (tag === 'a') link = /\shref\s*=\s*"(https?:[^"]*)"/i.exec(part)?.[1] ?? null;
			else if (tag === '/a' && link !== null) {
				out.push(` (${unescaped(link)})`);
				link = null;
			} else if (tag === 'li') out.push('\n- ');
			else if (LINE_ENDS.has(tag)) out.push('\n');
			else if (BLOCK_ENDS.test(tag)) out.push('\n\n');
		});
	return out
		.join('')
		.split('\n')
		.map((line) => line.trim())
		.join('\n');
}

function withoutComments(html: string): string {
	let out = '';
	for (let at = 0; ; ) {
		const open = html.indexOf('<!--', at);
		if (open < 0) return out + html.slice(at);
		out += html.slice(at, open);
		const close = html.indexOf('-->', open);
		if (close < 0) return out;
		at = close + 3;
	}
}

function unescaped(text: string): string {
	return text.replace(/&(#?\w{1,6});/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
