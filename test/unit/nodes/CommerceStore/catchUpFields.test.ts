import { NodeHelpers } from 'n8n-workflow';
import { ENTITY_TYPES } from '../../../../engine/events/entityType.ts';
import { CommerceStore } from '../../../../nodes/CommerceStore/CommerceStore.node.ts';

const { description } = new CommerceStore();

const shown = (typeVersion: number, values: Record<string, string>) =>
	description.properties.filter((property) =>
		NodeHelpers.displayParameter(
			{ operation: 'catchUp', ...values },
			property,
			{ typeVersion },
			description,
		),
	);

describe.each(ENTITY_TYPES)('Run Workflow for Existing, for a %s', (runFor) => {
	it.each([
		[1, ['fields', 'json']],
		[2, ['fields', 'json']],
		[3, ['fields', 'groups', 'json']],
	])('version %d asks once how to specify conditions, among %j', (version, modes) => {
		const asked = shown(version, { runFor }).filter(({ name }) => name === 'conditionsMode');
		expect(
			asked.map(({ options }) => options!.map((option) => (option as { value: string }).value)),
		).toEqual([modes]);
	});

	it.each(['fields', 'groups', 'json'])(
		'shows one field for conditions in %s',
		(conditionsMode) => {
			const names = shown(3, { runFor, conditionsMode }).map(({ name }) => name);
			const expected = { fields: 'conditions', groups: 'conditionGroups', json: 'conditionsJson' };
			const held = names.filter((name) => Object.values(expected).includes(name));
			expect(held).toEqual([expected[conditionsMode as keyof typeof expected]]);
		},
	);
});
