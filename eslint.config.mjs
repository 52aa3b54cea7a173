import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

/** Rules about code that n8n calls. Elsewhere n8n's error classes and context do not exist. */
const nodeRulesOff = {
	'@n8n/community-nodes/no-dangerous-functions': 'off',
	'@n8n/community-nodes/no-hardcoded-secrets': 'off',
	'@n8n/community-nodes/require-node-api-error': 'off',
};

const notImporting = (group, message) => ({
	'no-restricted-imports': ['error', { patterns: [{ group, message }] }],
});

export default [
	{ ignores: ['dist/', 'node_modules/', 'coverage/'] },
	...configWithoutCloudSupport.map((config) =>
		// The console is written in TSX.
		config.files?.includes('**/*.ts')
			? { ...config, files: [...config.files, '**/*.tsx'] }
			: config,
	),
	{
		files: ['**/*.ts'],
		settings: {
			// Newer than the resolver's list of what Node.js has built in.
			'import-x/core-modules': ['node:sqlite'],
		},
		rules: {
			'@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
		},
	},
	{
		files: ['engine/**/*.ts'],
		rules: {
			...nodeRulesOff,
			...notImporting(
				['n8n-*', '@n8n/*', '**/{n8n,api,thread,nodes,credentials}/**'],
				'engine/ is what would be true without n8n: it must not import n8n.',
			),
		},
	},
	{
		files: ['n8n/**/*.ts'],
		rules: {
			...nodeRulesOff,
			...notImporting(
				['**/{api,nodes,credentials}/**'],
				'n8n/ knows n8n, and none of what is built on it: neither nodes nor the REST API.',
			),
		},
	},
	{
		files: ['thread/**/*.ts'],
		rules: {
			...nodeRulesOff,
			...notImporting(
				['n8n-*', '@n8n/*', '**/{n8n,nodes,credentials}/**'],
				'thread/ is the border of the engine: plain data crosses it, and nothing of n8n.',
			),
		},
	},
	{
		// Answers programs over HTTP: what goes wrong is thrown for them, and n8n never sees it.
		files: ['api/**/*.ts', 'nodes/CommerceApi/**/*.ts'],
		rules: { '@n8n/community-nodes/require-node-api-error': 'off' },
	},
	{
		files: ['console/**/*'],
		rules: nodeRulesOff,
	},
	{
		files: ['bench', 'build', 'conformance', 'demo', 'test', 'torture'].map(
			(folder) => `${folder}/**/*.ts`,
		),
		rules: { ...nodeRulesOff, 'no-console': 'off' },
	},
];
