import { fieldsOf } from '../privacy/personRefs.ts';
import type { Row } from '../state/schema.ts';

const KNOWN_BY: Readonly<Record<string, string>> = {
	Order: 'number',
	Shipment: 'orderNumber',
	Customer: 'email',
	Product: 'name',
};
/** A list is not to read megabytes for the names in it. */
const LONGEST_READ = 100_000;
const LONGEST_NAME = 200;

/** What people call the entity of an event; `null` where it has no such name. */
export function aboutEvent({
	entityType,
	entityJson,
}: Pick<Row<'event'>, 'entityType' | 'entityJson'>): string | null {
	if (entityJson.length > LONGEST_READ) return null;
	const name = fieldsOf(entityJson)?.[KNOWN_BY[entityType] ?? ''];
	return typeof name === 'string' && name !== '' ? name.slice(0, LONGEST_NAME) : null;
}
