import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { n8nPostgres } from '../../../engine/state/n8nSettings.ts';

describe("n8n's own Postgres is found by n8n's own rules", () => {
	const POSTGRES = { DB_TYPE: 'postgresdb' };
	const folder = mkdtempSync(join(tmpdir(), 'commerce-settings-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const file = (content: string) => {
		const path = join(folder, `${Math.random()}`);
		writeFileSync(path, content);
		return path;
	};

	it('reads secrets from the files that *_FILE variables name, without the end of the line', () => {
		expect(
			n8nPostgres({
				DB_TYPE_FILE: file('postgresdb\n'),
				DB_POSTGRESDB_HOST_FILE: file('db.internal\n'),
				DB_POSTGRESDB_PORT_FILE: file('6432\n'),
				DB_POSTGRESDB_PASSWORD_FILE: file('s3cret\n'),
			}),
		).toMatchObject({ host: 'db.internal', port: 6432, password: 's3cret' });
	});

	it('takes the variable before its file, and text without the quotes around it', () => {
		const env = {
			...POSTGRES,
			DB_POSTGRESDB_USER: '"n8n"',
			DB_POSTGRESDB_USER_FILE: '/nowhere',
			DB_POSTGRESDB_PORT: '',
		};
		expect(n8nPostgres(env)).toMatchObject({ user: 'n8n', port: 5432 });
	});

	it('names the variable whose file cannot be read', () => {
		const env = { ...POSTGRES, DB_POSTGRESDB_PASSWORD_FILE: '/nowhere/password' };
		expect(() => n8nPostgres(env)).toThrow(
			/DB_POSTGRESDB_PASSWORD_FILE names the file \/nowhere\/password.*ENOENT/,
		);
	});

	it.each([
		[{}, false],
		[{ SSL_ENABLED: 'True' }, true],
		[{ SSL_ENABLED: '1' }, true],
		[{ SSL_ENABLED: 'yes' }, false],
		[{ SSL_CA: 'ca' }, { ca: 'ca', rejectUnauthorized: true }],
		[
			{ SSL_CERT: 'cert', SSL_KEY: 'key' },
			{ cert: 'cert', key: 'key', rejectUnauthorized: true },
		],
		[{ SSL_REJECT_UNAUTHORIZED: 'False' }, { rejectUnauthorized: false }],
		[{ SSL_REJECT_UNAUTHORIZED: 'maybe', SSL_ENABLED: 'true' }, true],
	])('encrypts as n8n does: %j is %j', (settings, ssl) => {
		const env = Object.fromEntries(
			Object.entries(settings).map(([name, value]) => [`DB_POSTGRESDB_${name}`, value]),
		);
		expect(n8nPostgres({ ...POSTGRES, ...env })?.ssl).toEqual(ssl);
	});
});
