import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { addressSchema, ENTITY_SCHEMAS, personSchema } from '../../../engine/events/entities.ts';
import { generic } from '../../../engine/providers/generic/index.ts';
import { TOPICS } from '../../../engine/providers/generic/topics.ts';

const DOC = readFileSync(join(__dirname, '../../../docs/generic-store.md'), 'utf8');

/** The text below a heading, up to the next one. */
function section(heading: string): string {
	const [, below = ''] = DOC.split(new RegExp(`^#+ ${heading}$`, 'm'));
	return below.split(/^#/m)[0]!;
}

describe('docs/generic-store.md', () => {
	it.each([...TOPICS.keys()])('has the type %s', (type) => {
		expect(section('Types')).toContain(`\`${type}\``);
	});

	it('has no type that is not understood', () => {
		const named = [...section('Types').matchAll(/`((?:order|shipment|customer|product)\.\w+)`/g)];
		expect(named.length).toBeGreaterThanOrEqual(TOPICS.size);
		for (const [, type] of named) expect([...TOPICS.keys()]).toContain(type);
	});

	it.each([
		['Order', ENTITY_SCHEMAS.Order],
		['Shipment', ENTITY_SCHEMAS.Shipment],
		['Customer', ENTITY_SCHEMAS.Customer],
		['Product', ENTITY_SCHEMAS.Product],
		['Person', personSchema],
		['Address', addressSchema],
	])('has every field of %s, and every word of its statuses', (heading, schema) => {
		const text = section(heading);
		for (const [field, type] of Object.entries(schema.shape)) {
			expect(text).toContain(`\`${field}\``);
			const inner = type instanceof z.ZodDefault ? type.unwrap() : type;
			if (!(inner instanceof z.ZodEnum)) continue;
			for (const word of inner.options.filter((option) => option !== 'unknown')) {
				expect(text).toContain(`\`${word}\``);
			}
		}
	});

	it('shows a message that is accepted with the secret that it names', () => {
		const [, example = ''] = /```http\n([\s\S]*?)\n```/.exec(DOC)!;
		const [head = '', body = ''] = example.split('\n\n');
		const headers = Object.fromEntries(
			head
				.split('\n')
				.slice(1)
				.map((line) => line.split(': ') as [string, string]),
		);
		const [apiSecret] = /whsec_[A-Za-z0-9+/]+=*/.exec(section('Signature'))!;
		const receivedAt = new Date(Number(headers['webhook-timestamp']) * 1_000);
		const post = { headers, body: Buffer.from(body), receivedAt };
		const keys = generic.credentialsSchema.parse({ storeUrl: 'x.example', apiKey: 'k', apiSecret });
		expect(generic.verify(post, keys, 'guid')).toEqual({ valid: true });
		const message = generic.parse(post);
		if (message.kind !== 'message') throw new Error(`a message was expected: ${message.kind}`);
		expect(generic.normalise(message)).toMatchObject([
			{ entityType: 'Order', id: '1001', entity: { status: 'processing', total: 84.7 } },
		]);
	});
});
