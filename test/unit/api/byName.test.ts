import fc from 'fast-check';
import { byNameQuery, hasPart, pageByName, type NameKey } from '../../../api/endpoints/byName.ts';
import { uuidFor } from '../../../engine/events/uuidFor.ts';

const REFUSED = 'This is no nextCursor of a page before. Leave it out for the first page.';
const inItself = (one: NameKey) => one;
/** As it comes in with the next request. */
const given = (cursor: string | null) => byNameQuery.cursor.parse(cursor ?? undefined);

describe('a list by name', () => {
	it('paging skips and repeats nothing that is there all the time, whatever else is added or removed between pages', () => {
		// Few letters, so that many have one name, or names that differ in their case or accents alone.
		const name = fc.oneof(
			fc.string({ unit: fc.constantFrom('a', 'A', 'ä', 'a\u0308', 'ß', '\0', '😀'), maxLength: 3 }),
			fc.constant('a'.repeat(300)),
			fc.string({ unit: 'binary', maxLength: 250 }),
		);
		const things = (maxLength: number) =>
			fc.array(fc.record({ name, guid: fc.nat(99).map((n) => uuidFor(String(n))) }), { maxLength });
		const byGuid = (all: readonly NameKey[]) => new Map(all.map((one) => [one.guid, one]));
		fc.assert(
			fc.property(
				things(30),
				fc.array(fc.record({ limit: fc.integer({ min: 1, max: 6 }), others: things(8) }), {
					minLength: 1,
				}),
				(staying, turns) => {
					const always = byGuid(staying);
					const seen: NameKey[] = [];
					let cursor: string | null = null;
					for (let turn = 0; turn === 0 || cursor !== null; turn += 1) {
						const { limit, others } = turns[turn % turns.length]!;
						const now = [...byGuid([...others, ...always.values()]).values()];
						const page: ReturnType<typeof pageByName<NameKey>> = pageByName(now, inItself, {
							limit,
							cursor: given(cursor),
						});
						expect(page.total).toBe(now.length);
						seen.push(...page.data);
						expect(turn).toBeLessThan(500);
						cursor = page.nextCursor;
					}
					const whole = pageByName([...always.values()], inItself, { cursor: null });
					expect(whole.nextCursor).toBeNull();
					expect(seen.filter((one) => always.get(one.guid) === one)).toEqual(whole.data);
				},
			),
			{ numRuns: 500 },
		);
	});

	it('without a limit it is told whole; with a cursor alone, 50 at a time', () => {
		const all = Array.from({ length: 120 }, (_, n) => ({ name: 'One', guid: uuidFor(String(n)) }));
		expect(pageByName(all, inItself, { cursor: null }).data).toHaveLength(120);
		const { nextCursor } = pageByName(all, inItself, { limit: 1, cursor: null });
		expect(pageByName(all, inItself, { cursor: given(nextCursor) }).data).toHaveLength(50);
	});

	it('a cursor that no page has given is refused in words', () => {
		const { nextCursor } = pageByName(
			['a', 'b'].map((name) => ({ name, guid: uuidFor(name) })),
			inItself,
			{ limit: 1, cursor: null },
		);
		const written = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
		const foreign = [
			...['', 'x', `${nextCursor}=`, ` ${nextCursor}`, nextCursor!.slice(1), 'a'.repeat(2_000)],
			...[[1, uuidFor('a')], ['a', 'b'], ['a'.repeat(201), uuidFor('a')], ['a'], null].map(written),
		];
		for (const cursor of foreign) {
			const { error } = byNameQuery.cursor.safeParse(cursor);
			expect([cursor, error?.issues.map(({ message }) => message)]).toEqual([cursor, [REFUSED]]);
		}
	});

	it('a part of a name is found in any case, and however its accents are written', () => {
		expect(hasPart('Küche', 'KÜ')).toBe(true);
		expect(hasPart('Ku\u0308che', 'kü')).toBe(true);
		expect(hasPart('Kuche', 'kü')).toBe(false);
		expect(hasPart('Anything')).toBe(true);
	});
});
