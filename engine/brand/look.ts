import { CARD, type Brand } from './brand.ts';
import { LEAST_CONTRAST, lightened, readableOn, type Colour } from './colours.ts';
import { FONTS } from './fonts.ts';

/** What a mail looks like: a brand with all that is worked out of it. Templates read it as `mail.look`. */
export type Look = Tones & {
	readonly background: Colour;
	/** Of the shop's name and of what stands below the card. */
	readonly onBackground: Colour;
	readonly softOnBackground: Colour;
	/** CSS. */
	readonly font: string;
	readonly outlookFont: string;
	readonly dark: Tones;
	readonly logo: {
		readonly url: string;
		readonly width: number;
		readonly height: number | null;
	} | null;
	readonly imprint: readonly string[];
	readonly links: ReadonlyArray<{ readonly label: string; readonly url: string }>;
};

type Tones = {
	/** Of buttons, and what is written on them. */
	readonly accent: Colour;
	readonly onAccent: Colour;
	readonly link: Colour;
};

const INK: Colour = '#14161a';
const SOFT: Colour = '#5b6270';
/** What links and buttons stand on where a mail program is dark. */
const DARK_CARD: Colour = '#1b1e24';
/** What can be seen as a shape. @see WCAG 2.2, success criterion 1.4.11 */
const LEAST_OF_SHAPES = 3;
const USUAL_LOGO_WIDTH = 160;

/** Of a shop that has not said what it looks like. */
const USUAL: Tones & { readonly dark: Tones } = {
	accent: INK,
	onAccent: CARD,
	link: '#1d4ed8',
	dark: { accent: '#f2f3f5', onAccent: INK, link: '#8ab4ff' },
};
const USUAL_BACKGROUND: Colour = '#f3f4f6';

/** Works out what a mail of a shop looks like. */
export function lookOf(brand: Brand): Look {
	const { accentColor, linkColor = accentColor, font = 'system' } = brand;
	const background = brand.backgroundColor ?? USUAL_BACKGROUND;
	const darkAccent = accentColor && lightened(accentColor, DARK_CARD, LEAST_OF_SHAPES);
	return {
		...USUAL,
		...(accentColor && { accent: accentColor, onAccent: readableOn(accentColor, [CARD, INK]) }),
		...(linkColor && { link: linkColor }),
		dark: {
			...USUAL.dark,
			...(darkAccent && { accent: darkAccent, onAccent: readableOn(darkAccent, [CARD, INK]) }),
			...(linkColor && { link: lightened(linkColor, DARK_CARD, LEAST_CONTRAST) }),
		},
		background,
		onBackground: readableOn(background, [INK, CARD]),
		softOnBackground: readableOn(background, [SOFT, INK, CARD]),
		font: FONTS[font].stack,
		outlookFont: FONTS[font].outlook,
		logo: logoOf(brand),
		imprint: brand.imprint ?? [],
		links: brand.links ?? [],
	};
}

function logoOf({ logoUrl, logoWidth = USUAL_LOGO_WIDTH, logoRatio }: Brand): Look['logo'] {
	if (logoUrl === undefined) return null;
	const height = logoRatio === undefined ? null : Math.max(1, Math.round(logoWidth * logoRatio));
	return { url: logoUrl, width: logoWidth, height };
}
