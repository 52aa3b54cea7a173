import { createRenderer, type Rendering } from '../../../engine/templates/createRenderer.ts';
import { TEMPLATE_LIMITS } from '../../../engine/templates/templateLimits.ts';
import { processorMs } from '../../support/processorMs.ts';

const render = createRenderer();

function html(source: string, scope: Record<string, unknown> = {}, more: Partial<Rendering> = {}) {
	return render({
		field: 'HTML',
		source,
		scope,
		output: 'html',
		wording: {
			locale: 'en-GB',
			timeZone: 'Europe/Berlin',
			currency: 'EUR',
			now: new Date('2026-11-23T20:31:07.000Z'),
		},
		...more,
	});
}

describe('a template', () => {
	it('escapes every value in HTML, in attributes and through other tags', () => {
		const evil = '"><script>alert(1)</script>\'';
		const output = html(
			'<a title="{{ name }}">{% echo name %}{% for each in names %}{{ each }}{% endfor %}</a>',
			{ name: evil, names: [evil] },
		);
		expect(output).not.toMatch(/<script|"><|\d'/);
		expect(output.match(/&lt;script&gt;/g)).toHaveLength(3);
	});

	it('leaves values as they are in text', () => {
		expect(html('Hi {{ name }}', { name: 'A & <B>' }, { output: 'text' })).toBe('Hi A & <B>');
	});

	it('does not take a value for a template', () => {
		expect(html('{{ name }}', { name: '{{ secret }}{% raw %}', secret: 'x' })).toBe(
			'{{ secret }}{% raw %}',
		);
	});

	it('writes nothing for what is not known', () => {
		expect(
			html('[{{ order.customer.firstName }}{{ nothing[0].x | money }}]', { order: null }),
		).toBe('[]');
	});

	it.each([
		['the included file', "{% include '/etc/passwd' %}"],
		['the rendered file', "{% render '../../package.json' %}"],
		['the layout file', "{% layout 'package.json' %}"],
		['the block of a layout', '{% block a %}{% endblock %}'],
		['a variable as file name', '{% include name %}'],
		['a property of all objects as file name', "{% render 'constructor' %}"],
	])('cannot use other files: %s', (_what, source) => {
		expect(() => html(source, { name: 'package.json' })).toThrow(
			/^HTML, line 1: .*is not possible here: a template cannot use other templates or files\.$/,
		);
	});

	it.each([
		'order.constructor',
		'order.__proto__',
		'order.constructor.constructor',
		'order["constructor"]',
		'order[key]',
		'constructor',
		'__proto__',
		'toString',
		'order.toString',
		'lines.constructor',
		'text.constructor',
	])('does not reach %s', (path) => {
		class Order {
			id = 1;
			get secret() {
				return 'secret';
			}
		}
		const scope = { order: new Order(), key: 'constructor', lines: [1], text: 'x' };
		expect(html(`[{{ ${path} }}{{ ${path}.name }}]`, scope)).toBe('[]');
		expect(html('[{{ order.secret }}]', scope)).toBe('[]');
	});

	it('does not change the data it is given', () => {
		const scope = Object.freeze({ order: Object.freeze({ id: '1' }) });
		html('{% assign order = 5 %}{% capture x %}y{% endcapture %}{{ order }}', scope);
		expect(scope).toEqual({ order: { id: '1' } });
	});

	it.each([
		[
			'a filter that does not exist',
			'a\n{{ x | mony }}',
			/^HTML, line 2: there is no filter called "mony"\.$/,
		],
		[
			'a tag that does not exist',
			'{% foreach x %}',
			/^HTML, line 1: there is no tag called {% foreach %}\.$/,
		],
		[
			'a block without an end',
			'a\n\n{% if x %}',
			/^HTML, line 3: {% if x %} has no end: write {% end… %}/,
		],
		[
			'an output without an end',
			'{{ order.n',
			/^HTML, line 1: "{{ order.n" is not closed: "}}" is missing\.$/,
		],
		['a tag without an end', '{% if', /^HTML, line 1: "{% if" is not closed: "%}" is missing\.$/],
		[
			'a date style that does not exist',
			'{{ "now" | date: "tiny" }}',
			/does not know the style "tiny"/,
		],
	])('says in plain words where %s is', (_what, source, message) => {
		expect(() => html(source)).toThrow(message);
	});

	it.each([
		['a loop without a body', '{% for i in (1..1000000000) %}{% endfor %}'],
		['loops in loops', `${'{% for i in (1..3000) %}'.repeat(3)}x${'{% endfor %}'.repeat(3)}`],
		[
			'a text that doubles itself',
			`{% assign a = "0123456789" %}${'{% assign a = a | append: a %}'.repeat(40)}`,
		],
		[
			'a capture that doubles itself',
			`{% assign a = "0123456789" %}${'{% capture a %}{{ a | raw }}{{ a | raw }}{% endcapture %}'.repeat(40)}`,
		],
		['a wide pattern', '{{ "2026-01-01" | date: "%1000000000d" }}'],
		['a long source', 'x'.repeat(TEMPLATE_LIMITS.sourceChars + 1)],
	])('is stopped in time: %s', (_what, source) => {
		const before = processorMs();
		expect(() => html(source)).toThrow(
			/^HTML(, line 1)?: (does too much|takes longer|becomes longer|is longer)/,
		);
		expect(processorMs() - before).toBeLessThan(TEMPLATE_LIMITS.renderMs + 1_000);
	});

	it.each([
		['filter on filter', `{{ x${' | sample'.repeat(10)} | size }}`],
		['a filter of each kind', `{{ x | escape | where: 'a', 1 | group_by: 'b' | url_encode }}`],
		['a list as it is compared', `{{ list | where_exp: 'each', 'each.a == 1' | size }}`],
		[
			'a condition of many parts',
			`{% if ${'x contains "zz" or '.repeat(9_000)} false %}{% endif %}`,
		],
		['filters in an assignment', `{% assign y = x${' | escape | sample: 1000000'.repeat(10)} %}`],
	])('no filter or condition runs far over the limit of time: %s', (_what, source) => {
		const scope = {
			x: 'x '.repeat(1_000_000),
			list: Array.from({ length: 300_000 }, (_, index) => ({ a: index })),
		};
		const before = processorMs();
		let problem = 'HTML, line 1: takes longer';
		try {
			// A fast machine may be through with it in time.
			html(source, scope);
		} catch (error) {
			problem = (error as Error).message;
		}
		expect(problem).toMatch(/^HTML, line 1: (does too much|takes longer)/);
		expect(processorMs() - before).toBeLessThan(TEMPLATE_LIMITS.renderMs + 1_000);
	});

	it('is not refused for the time in which others had the processor', () => {
		const waiting = {
			get name() {
				Atomics.wait(
					new Int32Array(new SharedArrayBuffer(4)),
					0,
					0,
					TEMPLATE_LIMITS.renderMs + 100,
				);
				return 'Ada';
			},
		};
		expect(html('{{ waiting.name }}{% if x %}{% endif %}{{ "!" | upcase }}', { waiting })).toBe(
			'Ada!',
		);
	});

	it('a text of a store that is longer than any e-mail is not escaped first', () => {
		expect(() => html('{{ x }}', { x: '&'.repeat(2_000_000) })).toThrow(/becomes longer/);
	});

	it('filters work on what a long order has', () => {
		const lines = Array.from({ length: 5_000 }, (_, index) => ({ sku: `s${index}`, a: index % 2 }));
		expect(html('{{ lines | where: "a", 1 | map: "sku" | size }}', { lines })).toBe('2500');
		expect(html('{{ note | escape | size }}', { note: 'x'.repeat(99_000) })).toBe('99000');
	});

	it('still renders a long order', () => {
		const lines = Array.from({ length: 1_000 }, (_, index) => ({ name: `Item ${index}` }));
		const output = html('{% for line in lines %}<p>{{ line.name }}</p>{% endfor %}', { lines });
		expect(output).toContain('<p>Item 999</p>');
	});

	it('renders again after more templates than it keeps', () => {
		const blanks = ' '.repeat(190_000);
		const kept = TEMPLATE_LIMITS.compiledChars / blanks.length;
		for (let index = 0; index <= kept + 5; index += 1) {
			expect(html(`${index}{{ x }}${blanks}`, { x: '!' }).trim()).toBe(`${index}!`);
		}
		expect(html(`0{{ x }}${blanks}`, { x: '?' }).trim()).toBe('0?');
	});
});

describe('the filters', () => {
	it.each([
		['{{ 1234.5 | money }}', '€1,234.50'],
		["{{ 5 | money: 'USD' }}", 'US$5.00'],
		["{{ '19.95' | money }}", '€19.95'],
		["{{ 5 | money: 'nonsense' }}", '5.00 nonsense'],
		['{{ nil | money }}', ''],
		["{{ 'free' | money }}", 'free'],
		["{{ 'partially_fulfilled' | words }}", 'partially fulfilled'],
		["{{ '2026-11-23T23:31:07.000Z' | date }}", '24 November 2026'],
		["{{ '2026-11-23T23:31:07.000Z' | date: 'date_time' }}", '24 November 2026 at 00:31'],
		["{{ '2026-11-23T23:31:07.000Z' | date: '%d.%m.%Y %H:%M' }}", '24.11.2026 00:31'],
		["{{ 'now' | date: 'short' }}", '23 Nov 2026'],
		["{{ 'tomorrow' | date }}", 'tomorrow'],
		['{{ nil | date }}', ''],
		["{{ 'https://a.example/b' | web_url }}", 'https://a.example/b'],
		["{{ 'javascript:alert(1)' | web_url }}", ''],
		["{{ 'https://user:pw@a.example/' | web_url }}", ''],
	])('%s is "%s"', (source, expected) => {
		expect(html(source)).toBe(expected);
	});

	it('write amounts without a currency as plain numbers', () => {
		const wording = { locale: 'de-DE', timeZone: 'UTC', currency: null, now: new Date(0) };
		expect(html('{{ 1234.5 | money }}', {}, { wording })).toBe('1.234,50');
	});
});
