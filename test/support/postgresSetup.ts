import { startPostgres, type PostgresServer } from './startPostgres.ts';

const running = globalThis as { commercePostgres?: PostgresServer };

/** One Postgres server for all tests of a project; each test file has databases of its own on it. */
export default async function setUp(): Promise<void> {
	// What is not on the disk yet is lost only when the machine ends, and so do the tests.
	running.commercePostgres = await startPostgres(undefined, ['fsync=off']);
	process.env.COMMERCE_TEST_POSTGRES_URL = running.commercePostgres.url;
}
