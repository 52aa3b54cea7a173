/** An e-mail as this package makes it: Liquid in all four texts. */
export type BuiltInTemplate = {
	readonly subject: string;
	/** What an inbox shows after the subject. */
	readonly preheader: string;
	/** Goes into `layout`. */
	readonly html: string;
	readonly text: string;
};
