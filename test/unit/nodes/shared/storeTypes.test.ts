import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers } from 'n8n-workflow';
import { isTracker } from '../../../../engine/providers/isTracker.ts';
import { PROVIDERS } from '../../../../engine/providers/providers.ts';
import { CommerceStoreTrigger } from '../../../../nodes/CommerceStoreTrigger/CommerceStoreTrigger.node.ts';
import { STORE_TYPES } from '../../../../nodes/shared/storeTypes.ts';

describe('the kinds of stores in the forms', () => {
	it('are all kinds that there are', () => {
		const slugs = (of: ReadonlyArray<{ slug: string }>) => of.map(({ slug }) => slug).toSorted();
		expect(slugs(STORE_TYPES)).toEqual(slugs(PROVIDERS));
	});

	it('ask for whose orders one works where it is a carrier or tracker, as its provider says', () => {
		const ofForms = STORE_TYPES.map(({ slug, isCarrier }) => [slug, isCarrier === true]);
		const ofProviders = PROVIDERS.map((each) => [each.slug, each.providerType === 'shipping']);
		expect(ofForms).toEqual(expect.arrayContaining(ofProviders));
	});

	it.each(['CommerceStore', 'CommerceStoreTrigger'])(
		"are found by their names where people look for n8n's nodes: %s",
		(node) => {
			const file = join(__dirname, '../../../../nodes', node, `${node}.node.json`);
			const { alias } = JSON.parse(readFileSync(file, 'utf8')) as { alias: string[] };
			const named = STORE_TYPES.filter(({ slug }) => slug !== 'generic');
			const isFound = (name: string) =>
				alias.some((word) => name.toLowerCase().split(' ').includes(word));
			expect(named.map(({ name }) => name).filter((name) => !isFound(name))).toEqual([]);
		},
	);

	it('stand in a field of the newest trigger that connects a store, and each shows the credentials of its own kind alone', () => {
		const { nodeVersions } = new CommerceStoreTrigger();
		const { credentials = [] } = nodeVersions[4]!.description;
		// n8n hides a field each of whose choices stands in credentials as a plain value, and mixes the credentials.
		const plain = credentials.flatMap(({ displayOptions }) => displayOptions?.show?.provider ?? []);
		expect(plain.filter((value) => typeof value === 'string')).toEqual([]);
		const shown = (provider: string) =>
			credentials
				.filter((one) =>
					NodeHelpers.displayParameter(
						{ provider, useSpace: false },
						one,
						null,
						nodeVersions[4]!.description,
					),
				)
				.map(({ name }) => name);
		for (const { slug, credential } of STORE_TYPES) expect(shown(slug)).toEqual([credential]);
	});

	it('say which can be told to follow a tracking number, as their abilities do', () => {
		const ofForms = STORE_TYPES.map(({ slug, followsNumbers }) => [slug, followsNumbers === true]);
		const ofProviders = PROVIDERS.map((provider) => [provider.slug, isTracker(provider)]);
		expect(ofForms).toEqual(expect.arrayContaining(ofProviders));
	});

	it('name what following a number costs, as their abilities do', () => {
		const ofForms = STORE_TYPES.map(({ slug, costs }) => [slug, costs]);
		const ofProviders = PROVIDERS.map(({ slug, abilities }) => [slug, abilities.trackingCosts]);
		expect(ofForms).toEqual(expect.arrayContaining(ofProviders));
	});
});
