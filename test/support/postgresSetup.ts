import { startPostgres, type PostgresServer } from './startPostgres.ts';

const running = globalThis as { commercePostgres?: PostgresServer };

/** One Postgres server for all tests of a project; each test file has databases of its own on it. */
export default async function setUp(): Promise<void> {
	running.commercePostgres = await startPostgres();
	process.env.COMMERCE_TEST_POSTGRES_URL = running.commercePostgres.url;
}
