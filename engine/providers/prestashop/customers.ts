import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { line, reference, requiredId, text, told } from '../payloadFields.ts';
import type { PrestaShopConnection } from './client.ts';
import { factsOf, languageIn, type PrestaShop, type ShopFacts } from './shop.ts';
import { isOn } from './statuses.ts';
import type { Table } from './tables.ts';

/** Only what is needed: the webservice would tell the digest of the password, too. */
export const CUSTOMER_FIELDS =
	'[id,id_lang,email,firstname,lastname,company,active,deleted,is_guest,newsletter,note,date_add,date_upd]';

const customerPayload = z.object({
	id: requiredId,
	id_lang: reference,
	email: line,
	firstname: line,
	lastname: line,
	company: line,
	active: z.unknown(),
	deleted: z.unknown(),
	is_guest: z.unknown(),
	newsletter: z.unknown(),
	note: text,
	date_add: z.unknown(),
	date_upd: z.unknown(),
});
type CustomerPayload = z.output<typeof customerPayload>;

/** Accounts: whoever ordered as a guest has none. PrestaShop keeps an account that was deleted, and marks it. */
export async function observeCustomers(
	shop: PrestaShop,
	connection: PrestaShopConnection,
	rows: readonly unknown[],
	refuse: (row: unknown, error: unknown) => void,
): Promise<Observation[]> {
	const customers = rows.flatMap((row) => {
		try {
			return [customerPayload.parse(row)];
		} catch (error) {
			refuse(row, error);
			return [];
		}
	});
	const languageIds = customers.flatMap(({ id_lang: id }) => id ?? []);
	const languages = await shop.tables.of(connection, 'languages', languageIds);
	const facts = await factsOf(shop, connection);
	return customers
		.filter(({ is_guest: isGuest }) => !isOn(isGuest))
		.map((one) => observe(one, facts, languages));
}

function observe(given: CustomerPayload, { clock }: ShopFacts, languages: Table): Observation {
	const { id } = given;
	const changedAt = clock.inUtc(given.date_upd);
	const common = { entityType: 'Customer', id, changedAt, clock: 'record' } as const;
	if (isOn(given.deleted)) {
		const topicCodes = ['customer_deleted'] as const;
		return { ...common, kind: 'delete', entity: { id }, topicCodes, onlyIfKnown: true };
	}
	return {
		...common,
		kind: 'upsert',
		topicCodes: [],
		entity: told({
			id,
			status: isOn(given.active) ? ('enabled' as const) : ('disabled' as const),
			nativeStatus: isOn(given.active) ? 'active' : 'inactive',
			email: given.email,
			firstName: given.firstname,
			lastName: given.lastname,
			language: languageIn(languages.get(given.id_lang ?? '')),
			createdAt: clock.inUtc(given.date_add),
			updatedAt: changedAt,
			note: given.note,
			attributes: {
				newsletter: isOn(given.newsletter),
				...(given.company && { company: given.company }),
			},
		}),
	};
}
