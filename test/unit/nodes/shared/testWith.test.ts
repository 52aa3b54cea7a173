import type { ITriggerFunctions } from 'n8n-workflow';
import { readTestWith, testWithProperty } from '../../../../nodes/shared/testWith.ts';

const read = (typeVersion: number, testWith?: unknown, dryRunEvents = 0) =>
	readTestWith(
		{
			getNode: () => ({ typeVersion }),
			getNodeParameter: (_: string, fallback: unknown) => testWith ?? fallback,
		} as unknown as ITriggerFunctions,
		dryRunEvents,
	);

describe('what a trigger is tried with', () => {
	it('is the last matching event, as long as nothing else is chosen', () => {
		expect(read(4)).toEqual({ by: 'last' });
		expect(read(4, testWithProperty('Order').default)).toEqual({ by: 'last' });
	});

	it('is what is chosen: an event, an order by its number, a sample, or a dry run', () => {
		expect(read(4, { mode: 'list', value: 'event-1' })).toEqual({ by: 'id', id: 'event-1' });
		expect(read(4, { mode: 'id', value: 'last' })).toEqual({ by: 'id', id: 'last' });
		expect(read(4, { mode: 'number', value: ' #1001 ' })).toEqual({
			by: 'number',
			number: '#1001',
		});
		expect(read(4, { mode: 'number', value: 1001 })).toEqual({ by: 'number', number: '1001' });
		expect(read(4, { mode: 'list', value: 'sample' })).toEqual({ by: 'sample' });
		expect(read(4, { mode: 'list', value: 'dryRun' })).toEqual({ by: 'dryRun', last: 100 });
	});

	it('is chosen from a list that n8n shows for a node without a credential', () => {
		const list = testWithProperty('Order').modes!.find(({ type }) => type === 'list');
		expect(list!.typeOptions).toMatchObject({ skipCredentialsCheckInRLC: true, searchable: true });
	});

	it.each([[{ mode: 'list', value: '' }], [{ mode: 'number', value: ' ' }], ['last']])(
		'is nothing where the choice is not finished: %j',
		(given) => expect(read(4, given)).toBeNull(),
	);

	it.each([1, 2, 3])('stays as it was in triggers of version %i', (version) => {
		expect(read(version, { mode: 'list', value: 'sample' })).toEqual({ by: 'lastOrSample' });
		expect(read(version, undefined, 50)).toEqual({ by: 'dryRun', last: 50 });
	});
});
