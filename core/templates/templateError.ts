/** The three parts of an e-mail that are templates, as the node shows them. */
export type TemplateField = 'Subject' | 'HTML' | 'Text';

/** A template that cannot be rendered. The message names the field and the line in a merchant's words. */
export class TemplateError extends Error {
	override readonly name = 'TemplateError';
	readonly field: TemplateField;
	/** Counted from 1; `null` where the whole template is meant. */
	readonly line: number | null;

	constructor(field: TemplateField, line: number | null, problem: string, cause?: unknown) {
		super(`${line === null ? field : `${field}, line ${line}`}: ${problem}`, { cause });
		this.field = field;
		this.line = line;
	}
}
