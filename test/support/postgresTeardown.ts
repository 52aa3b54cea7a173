import type { PostgresServer } from './startPostgres.ts';

export default async function tearDown(): Promise<void> {
	await (globalThis as { commercePostgres?: PostgresServer }).commercePostgres?.stop();
}
