import { sampleAlert } from '../../../engine/alerts/sampleAlert.ts';
import { composeItem } from '../../../engine/deliveries/composeItem.ts';
import { CATALOG } from '../../../engine/events/catalog.ts';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
import { sampleEntity } from '../../../engine/events/sampleEntity.ts';
import { templateScope } from '../../../engine/templates/templateScope.ts';
import { ALERT_VARIABLES, templateVariables } from '../../../engine/templates/templateVariables.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const SHOP = {
	...{ guid: 'guid', name: 'Shop', provider: 'generic' },
	storeUrl: 'https://shop.example.com',
};

const at = (scope: unknown, name: string): unknown =>
	name.split('.').reduce<unknown>(
		// Of an address that is not known, every part is.
		(value, key) => (value === null ? null : (value as Record<string, unknown>)[key]),
		scope,
	);

describe('what texts can hold is there when they are rendered', () => {
	it.each(ENTITY_TYPES)('about a %s', (entityType) => {
		const { code } = CATALOG.find((each) => each.entityType === entityType)!;
		const event = {
			...{ id: 'sample', codes: [code], entityType, previous: null, isSample: true },
			...sampleEntity(entityType, code, NOW),
			...{ occurredAt: NOW, receivedAt: NOW },
		};
		const item = composeItem(event, SHOP, [], 1);
		const given = { shopName: null, message: null, locale: 'en' };
		const scope = templateScope(item, given);
		for (const { name, fields } of templateVariables(entityType)) {
			const value = at(scope, name);
			expect([name, typeof value]).not.toEqual([name, 'undefined']);
			expect([name, Array.isArray(value)]).toEqual([name, fields !== undefined]);
			for (const entry of fields?.length ? (value as object[]) : []) {
				expect([name, Object.keys(entry)]).toEqual([name, expect.arrayContaining([...fields!])]);
			}
		}
	});

	it('about an alert', () => {
		const alert = sampleAlert('sample', ['store_silent'], NOW);
		const known = Object.keys(alert);
		expect(known).toEqual(expect.arrayContaining(ALERT_VARIABLES.map(({ name }) => name)));
	});
});
