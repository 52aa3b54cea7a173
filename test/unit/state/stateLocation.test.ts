import { stateLocation } from '../../../engine/state/stateLocation.ts';

const FOLDER = '/home/node/.n8n';

describe('the state database', () => {
	it("is a file in n8n's folder when nothing is set", () => {
		expect(stateLocation({}, FOLDER)).toEqual({
			kind: 'sqlite',
			file: '/home/node/.n8n/commerce.sqlite',
		});
	});

	it('is on the Postgres server of n8n, in a schema of its own, when n8n uses one', () => {
		const env = {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: 'db',
			DB_POSTGRESDB_PORT: '6432',
			DB_POSTGRESDB_DATABASE: 'automation',
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_PASSWORD: 'secret',
		};
		expect(stateLocation(env, FOLDER)).toEqual({
			kind: 'postgres',
			host: 'db',
			port: 6432,
			database: 'automation',
			user: 'n8n',
			password: 'secret',
			ssl: false,
			schema: 'commerce',
		});
	});

	it.each([
		['postgres://n8n:secret@db:5432/shop', { kind: 'postgres', schema: 'commerce' }],
		['postgresql://db/shop', { kind: 'postgres', schema: 'commerce' }],
		['sqlite:/data/commerce.sqlite', { kind: 'sqlite', file: '/data/commerce.sqlite' }],
		['sqlite:///data/commerce.sqlite', { kind: 'sqlite', file: '/data/commerce.sqlite' }],
	])('is where COMMERCE_DATABASE_URL says: %s', (url, location) => {
		const env = { COMMERCE_DATABASE_URL: url, DB_TYPE: 'postgresdb' };
		expect(stateLocation(env, FOLDER)).toMatchObject(location);
	});

	it('is not guessed from an address of another kind, and no password is shown', () => {
		const env = { COMMERCE_DATABASE_URL: 'mysql://n8n:secret@db/shop' };
		expect(() => stateLocation(env, FOLDER)).toThrow(/COMMERCE_DATABASE_URL.*"mysql:".*postgres:/s);
		expect(() => stateLocation(env, FOLDER)).not.toThrow(/secret/);
	});

	it('cannot be a file in queue mode, and the error says what to set', () => {
		const env = { EXECUTIONS_MODE: 'queue' };
		expect(() => stateLocation(env, FOLDER)).toThrow(/queue mode.*COMMERCE_DATABASE_URL/s);
		expect(stateLocation({ ...env, DB_TYPE: 'postgresdb' }, FOLDER).kind).toBe('postgres');
	});
});
