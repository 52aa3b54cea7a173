import type { TemplateName } from './templateNames.ts';

/** An e-mail as a file of this package holds it: Liquid in all four texts. */
export type BuiltInTemplate = {
	readonly name: TemplateName;
	readonly subject: string;
	/** What an inbox shows after the subject. */
	readonly preheader: string;
	/** Goes into `layout`. */
	readonly html: string;
	readonly text: string;
};
