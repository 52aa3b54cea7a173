import { Context, filters as liquidFilters, Liquid, type Emitter, type Template } from 'liquidjs';
import { BOUNDED_OPERATORS, boundFilters } from './boundFilters.ts';
import { htmlText } from './htmlText.ts';
import { renderTime } from './renderTime.ts';
import { TemplateError, type TemplateField } from './templateError.ts';
import { addTemplateFilters, type Wording } from './templateFilters.ts';
import { TEMPLATE_LIMITS } from './templateLimits.ts';
import { templateProblem } from './templateProblem.ts';

/** One template to render. `scope` is what its variables are looked up in. */
export type Rendering = {
	readonly field: TemplateField;
	readonly source: string;
	/**
	 * What becomes of a value: `html` escapes it, `json` as a part of a JSON string (`{{ … | json }}` writes
	 * it as JSON), `url` percent-encodes it; `text` leaves it as it is.
	 */
	readonly output: 'html' | 'text' | 'json' | 'url';
	readonly scope: Readonly<Record<string, unknown>>;
	readonly wording: Wording;
};

/** @throws TemplateError naming the field and line */
export type Renderer = (rendering: Rendering) => string;

/**
 * Makes a renderer of Liquid templates that keeps what it has compiled. It reads no file and opens no
 * connection, sees only own properties of the scope, and stops at `TEMPLATE_LIMITS`.
 *
 * Make one for a run, not for a mail: compiling costs more than rendering.
 */
export function createRenderer(): Renderer {
	const engines = {
		html: createEngine(escaped),
		text: createEngine(undefined),
		json: createJsonEngine(),
		url: createEngine((value) => encodeURIComponent(writable(value).toWellFormed())),
	};
	for (const liquid of Object.values(engines)) boundFilters(liquid);
	const compiled = new Map<string, Template[]>();
	let compiledChars = 0;

	return ({ field, source, output, scope, wording }) => {
		if (source.length > TEMPLATE_LIMITS.sourceChars) {
			throw new TemplateError(
				field,
				null,
				`is longer than ${TEMPLATE_LIMITS.sourceChars} characters.`,
			);
		}
		const key = `${output} ${source}`;
		const liquid = engines[output];
		try {
			const templates = compiled.get(key) ?? liquid.parse(source);
			if (!compiled.delete(key)) compiledChars += key.length;
			compiled.set(key, templates);
			while (compiledChars > TEMPLATE_LIMITS.compiledChars) {
				const oldest = compiled.keys().next().value!;
				compiled.delete(oldest);
				compiledChars -= oldest.length;
			}
			const context = new Context(
				{ ...scope },
				liquid.options,
				{ globals: wording, sync: true },
				{ renderLimit: renderTime(), liquid },
			);
			return String(liquid.renderSync(templates, context));
		} catch (error) {
			throw templateProblem(field, error);
		}
	};
}

function createJsonEngine(): Liquid {
	const liquid = createEngine((value) => JSON.stringify(writable(value)).slice(1, -1));
	const { json } = liquidFilters;
	for (const name of ['json', 'jsonify']) {
		liquid.registerFilter(name, {
			raw: true,
			handler(value: unknown, ...given: unknown[]) {
				return (json as (...all: unknown[]) => unknown).call(this, value ?? null, ...given);
			},
		});
	}
	return liquid;
}

function createEngine(outputEscape: ((value: unknown) => string) | undefined): Liquid {
	const liquid = new Liquid({
		operators: BOUNDED_OPERATORS,
		outputEscape,
		templates: Object.create(null) as Record<string, string>,
		ownPropertyOnly: true,
		strictFilters: true,
		parseLimit: TEMPLATE_LIMITS.sourceChars,
		memoryLimit: TEMPLATE_LIMITS.work,
	});
	addTemplateFilters(liquid);
	for (const tag of ['include', 'render', 'layout', 'block']) {
		liquid.registerTag(tag, {
			parse() {
				throw new Error(
					`{% ${tag} %} is not possible here: a template cannot use other templates or files`,
				);
			},
			render: () => '',
		});
	}
	boundOutput(liquid);
	return liquid;
}

/**
 * LiquidJS limits the source, the time and what filters make, but not what is written out, and a
 * `{% capture %}` that doubles itself is written out thirty times in no time.
 */
function boundOutput(liquid: Liquid): void {
	const { renderer } = liquid;
	const unbounded = renderer.renderTemplates.bind(renderer);
	renderer.renderTemplates = (templates, context, emitter) =>
		unbounded(templates, context, emitter ?? boundedEmitter(context));
}

function boundedEmitter(context: Context): Emitter {
	const emitter = {
		buffer: '',
		write(value: unknown) {
			const text = textOf(value);
			context.memoryLimit.use(text.length);
			emitter.buffer += text;
			if (emitter.buffer.length > TEMPLATE_LIMITS.outputChars)
				throw new Error('output limit exceeded');
		},
	};
	return emitter as unknown as Emitter;
}

/** A value as it stands in HTML. */
function escaped(value: unknown): string {
	return htmlText(writable(value));
}

/** What is longer than everything that may be written is not escaped first. */
function writable(value: unknown): string {
	const text = textOf(value);
	if (text.length > TEMPLATE_LIMITS.outputChars) throw new Error('output limit exceeded');
	return text;
}

/** An address, a customer: it is no text as a whole, and JavaScript would write `[object Object]`. */
function hasParts(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

/** What is no number and what has parts is nothing to be read. */
function textOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'number' && !Number.isFinite(value)) return '';
	if (Array.isArray(value)) return value.map(textOf).join('');
	return hasParts(value) ? '' : String(value);
}
