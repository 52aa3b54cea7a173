/** A colour as a mail has it: `#1d4ed8`. */
export type Colour = `#${string}`;

/** What text of usual size needs to be read. @see WCAG 2.2, success criterion 1.4.3 (AA) */
export const LEAST_CONTRAST = 4.5;

const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;
const WHITE: Colour = '#ffffff';
const BLACK: Colour = '#000000';
/** So many steps lie between a colour and white. */
const STEPS = 20;

/** Reads a colour as people and colour pickers write it; `null` for what is none. */
export function colourIn(text: string): Colour | null {
	const digits = HEX.exec(text.trim())?.[1]?.toLowerCase();
	if (digits === undefined) return null;
	return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
}

/** From 1 (the same) to 21 (black and white). @see WCAG 2.2, contrast ratio */
export function contrast(one: Colour, other: Colour): number {
	const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter! + 0.05) / (darker! + 0.05);
}

/** The first of some colours that can be read on another one; else black or white, one of which can. */
export function readableOn(ground: Colour, wanted: readonly Colour[]): Colour {
	const usable = wanted.find((colour) => contrast(colour, ground) >= LEAST_CONTRAST);
	if (usable !== undefined) return usable;
	return contrast(WHITE, ground) >= contrast(BLACK, ground) ? WHITE : BLACK;
}

/** A colour, as much nearer to white as it needs for a contrast with a dark ground. */
export function lightened(colour: Colour, ground: Colour, least: number): Colour {
	for (let step = 0; step < STEPS; step += 1) {
		const mixed = channelsOf(colour).map((value) => value + ((255 - value) * step) / STEPS);
		const lighter: Colour = `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
		if (contrast(lighter, ground) >= least) return lighter;
	}
	return WHITE;
}

const channelsOf = (colour: Colour): number[] =>
	[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** @see WCAG 2.2, relative luminance */
function luminance(colour: Colour): number {
	const [red, green, blue] = channelsOf(colour).map((value) => {
		const share = value / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
