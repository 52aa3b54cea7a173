/** A field that is a template, as the nodes show it. */
export type TemplateField =
	| 'Subject'
	| 'HTML'
	| 'Text'
	| 'Title'
	| 'Body'
	| 'URL'
	| 'Headers'
	| 'Attachment URLs'
	| 'Icon'
	| 'Tag'
	| `Action ${number}, Title`
	| `Action ${number}, URL`;

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
