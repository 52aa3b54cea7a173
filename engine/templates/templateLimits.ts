/**
 * What one rendering may cost. A template is written by a merchant and fed with what a shopper typed:
 * neither may stop the process.
 *
 * The largest built-in e-mail with 100 order lines is 80,000 characters and takes under 20 ms.
 */
export const TEMPLATE_LIMITS = {
	/** Of one template's source. */
	sourceChars: 200_000,
	/** Of one rendered subject, HTML or text. Gmail cuts an e-mail at 102,000 bytes. */
	outputChars: 1_000_000,
	renderMs: 1_000,
	/** Of a text that a filter is given: the slowest takes 0.2 seconds for it. */
	filterChars: 100_000,
	/** Of a list that a filter is given. */
	filterEntries: 10_000,
	/** What LiquidJS counts: characters and list entries made on the way, the steps of a loop among them. */
	work: 10_000_000,
	/** Source of the compiled templates that one renderer keeps. All built-in ones in all languages are 900,000. */
	compiledChars: 4_000_000,
} as const;
