import { createRenderer } from '../../../../engine/templates/createRenderer.ts';
import { fillExpressions } from '../../../../nodes/shared/fillExpressions.ts';

const render = createRenderer();

function html(
	raw: string,
	values: Record<string, unknown> = {},
	scope = {},
	version = 2,
	isTakenWhole = true,
): string {
	const expressions: unknown[] = [];
	const source = fillExpressions(
		raw,
		(expression) => values[expression],
		expressions,
		version,
		isTakenWhole,
	);
	return render({
		field: 'HTML',
		source,
		output: 'html',
		scope: { ...scope, expressions },
		wording: { locale: 'en-GB', timeZone: 'UTC', currency: null, now: new Date(0) },
	});
}

describe('an n8n expression in a template', () => {
	it('is filled in beside Liquid in a field of expression mode, and in version 1 of a node in any field', () => {
		const values = { '{{ $json.order.number }}': '#1001', "{{ $('Set').item.json.x }}": 5 };
		const source = "{{ $json.order.number }}/{{ $('Set').item.json.x }}/{{ order.id }}";
		expect(html(`=${source}`, values, { order: { id: 'a' } })).toBe('#1001/5/a');
		expect(html(source, values, { order: { id: 'a' } }, 1)).toBe('#1001/5/a');
	});

	it('is never run in a field that is not in expression mode', () => {
		const run: string[] = [];
		const source = '{{ $execution.id }} and ={{ $env.SECRET }}';
		expect(fillExpressions(source, (expression) => run.push(expression), [])).toBe(source);
		expect(run).toEqual([]);
	});

	it('cannot bring in HTML or a template', () => {
		const values = { '{{ $json.name }}': '<b>{{ order.id }}{% raw %}</b>' };
		expect(html('=<p>{{ $json.name }}</p>', values)).toBe(
			'<p>&lt;b&gt;{{ order.id }}{% raw %}&lt;/b&gt;</p>',
		);
	});

	it('that is all there is, is escaped too unless it is said to be HTML made elsewhere', () => {
		const values = { '{{ $json.html }}': '<p>{{ order.id }}</p>' };
		expect(html('={{ $json.html }}', values)).toBe('<p>{{ order.id }}</p>');
		expect(html('={{ $json.html }}', values, {}, 2, false)).toBe(
			'&lt;p&gt;{{ order.id }}&lt;/p&gt;',
		);
	});

	it.each([
		[null, '[]'],
		[undefined, '[]'],
		[0, '[0]'],
		[false, '[false]'],
		[{ a: 1 }, '[{&#34;a&#34;:1}]'],
		[Number.NaN, '[]'],
		[new Date('2026-11-25T10:00:00Z'), '[2026-11-25T10:00:00.000Z]'],
		[new Date('no time'), '[]'],
	])('of value %j is written as %s', (value, expected) => {
		expect(html('=[{{ $json.x }}]', { '{{ $json.x }}': value })).toBe(expected);
	});

	it('is not confused with a dollar in Liquid', () => {
		expect(html("{{ price | prepend: '$' }}", {}, { price: 5 })).toBe('$5');
	});
});
