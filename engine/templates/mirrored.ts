const SIDE = /(align="|text-align:|padding-|margin-)(left|right)\b/g;

/** HTML of this package for a language that is written from right to left: what is aligned changes sides. */
export function mirrored(html: string): string {
	return html.replace(
		SIDE,
		(_, property: string, side: string) => `${property}${side === 'left' ? 'right' : 'left'}`,
	);
}
