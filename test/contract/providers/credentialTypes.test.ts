import { PROVIDERS } from '../../../engine/providers/providers.ts';

describe('each provider', () => {
	it.each(PROVIDERS.map(({ credentialType }) => [credentialType]))(
		'has its credential type: %s',
		async (credentialType) => {
			const className = credentialType.replace(/^c/, 'C');
			const file = (await import(`../../../credentials/${className}.credentials.ts`)) as Record<
				string,
				new () => { name: string }
			>;
			expect(new file[className]!().name).toBe(credentialType);
		},
	);
});
