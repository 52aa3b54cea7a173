import { useState } from 'preact/hooks';

/** A picture of a mail, by the address that it has there and as what it is. */
export type Logo = { readonly url: string; readonly picture: string };

const WIDTHS = [
	['wide', 'Wide'],
	['phone', 'Phone'],
] as const;
const ALWAYS = '(min-width:0px)';
const NEVER = '(max-width:0px)';

/**
 * A mail as its reader sees it, in a frame in which no script runs and into which nothing is loaded: the page's policy
 * holds in there, too. So the shop's logo is handed in, and all other pictures stay away.
 */
export function MailPreview({
	html,
	title,
	logo,
}: {
	html: string;
	title: string;
	logo: Logo | null;
}) {
	const [width, setWidth] = useState<(typeof WIDTHS)[number][0]>('wide');
	const [isDark, setDark] = useState(false);
	return (
		<div class="mail">
			<div class="line" role="group" aria-label="How the mail is shown">
				{WIDTHS.map(([each, label]) => (
					<button
						key={each}
						type="button"
						aria-pressed={each === width}
						onClick={() => setWidth(each)}
					>
						{label}
					</button>
				))}
				<button type="button" aria-pressed={isDark} onClick={() => setDark(!isDark)}>
					Dark
				</button>
			</div>
			<iframe class={width} title={title} sandbox="" srcdoc={shown(html, logo, isDark)} />
		</div>
	);
}

/** Whether it is dark is chosen here, and not by the reader's own screen. */
function shown(html: string, logo: Logo | null, isDark: boolean): string {
	const themed = html
		.replace(/\(prefers-color-scheme:\s*dark\)/g, isDark ? ALWAYS : NEVER)
		.replace(/\(prefers-color-scheme:\s*light\)/g, isDark ? NEVER : ALWAYS)
		.replace(/color-scheme:\s*light dark/g, `color-scheme:${isDark ? 'dark' : 'light'}`);
	if (logo === null) return themed;
	const address = logo.url.replace(/&/g, '&amp;');
	return themed.replaceAll(` src="${address}"`, ` src="${logo.picture}"`);
}
