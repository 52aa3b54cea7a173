import type { IBinaryData } from 'n8n-workflow';

const LONGEST_NAME = 80;

/**
 * The e-mail of a preview as a file that n8n shows in its viewer; `null` where there is nothing to see.
 *
 * The file is in the item itself, for n8n's viewer shows no HTML that n8n keeps as a file (2.41: "Content not
 * viewable"). In ASCII, for the viewer reads the file's bytes one by one. Called plain text while somebody tries
 * the workflow: n8n offers "View" by the type that a file is called, not for HTML, and shows it by `fileType`.
 */
export function previewFile(result: object): IBinaryData | null {
	const { preview, html, subject, reason } = result as Readonly<Record<string, unknown>>;
	if (preview !== true || typeof html !== 'string' || html === '') return null;
	const bytes = Buffer.from(inAscii(styledByStyles(html)), 'latin1');
	return {
		data: bytes.toString('base64'),
		mimeType: reason === 'manual run' ? 'text/plain' : 'text/html',
		fileType: 'html',
		fileName: `${fileNameOf(subject)}.html`,
		fileExtension: 'html',
		fileSize: `${Math.ceil(bytes.length / 1_000)} kB`,
		bytes: bytes.length,
	};
}

/** What no system takes in the name of a file, and what nobody sees. */
const NOT_IN_NAMES = /[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu;

function fileNameOf(subject: unknown): string {
	const words = (typeof subject === 'string' ? subject : '').replace(NOT_IN_NAMES, ' ');
	const name = Array.from(words.replace(/\s+/g, ' ').trim()).slice(0, LONGEST_NAME).join('');
	return name.replace(/^[.\s]+|[.\s]+$/g, '') || 'E-mail';
}

/** Reads the same in every encoding. */
const inAscii = (html: string): string =>
	html.replace(/[\u0080-\u{10ffff}]/gu, (character) => `&#${character.codePointAt(0)};`);

/** What each attribute that n8n's viewer takes away does, as a style, which it leaves. */
const STYLES: Readonly<Record<string, string>> = {
	width: 'width',
	align: 'text-align',
	bgcolor: 'background-color',
	dir: 'direction',
};

/** Tables for Outlook have their sizes in attributes. */
function styledByStyles(html: string): string {
	return html.replace(/<(?:table|td|div|p|span)\b[^>]*>/g, (tag) => {
		const styles = Object.entries(STYLES).flatMap(([attribute, style]) => {
			const [, value] = new RegExp(`\\s${attribute}="([\\w#%]+)"`).exec(tag) ?? [];
			if (value === undefined || value === 'auto') return [];
			// What is in the middle has its text at its side all the same: a table, and tables in a cell.
			if (attribute === 'align' && tag.startsWith('<table')) return ['margin:0 auto'];
			if (value === 'center') return [`${style}:-webkit-center`];
			return [`${style}:${/^\d+$/.test(value) ? `${value}px` : value}`];
		});
		if (styles.length === 0) return tag;
		const added = `${styles.join(';')};`;
		return /\sstyle="/.test(tag)
			? tag.replace(/\sstyle="/, `$&${added}`)
			: tag.replace(/\/?>$/, ` style="${added}">`);
	});
}
