import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** Tells every process that its copy of the subscriptions is old. */
export async function bumpSubscriptions(trx: OpenDatabase['db']): Promise<void> {
	await trx
		.updateTable('counter')
		.set((eb) => ({ value: eb('value', '+', 1) }))
		.where('name', '=', 'subscriptions')
		.execute();
}
