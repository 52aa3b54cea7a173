import { createKeyProofs } from '../../engine/inbox/keyProofs.ts';
import type { Connection } from '../../engine/providers/storeHttp.ts';
import { PROVIDER_WORLDS, type ProviderWorld } from '../support/providerWorlds.ts';

const MINUTE_MS = 60_000;

describe.each(PROVIDER_WORLDS)(
	'what is kept of a %s shop is only for its own keys',
	(_, _webhooks, startWorld) => {
		let world: ProviderWorld;
		let nowMs: number;
		let asked: number;

		beforeEach(async () => {
			world = await startWorld();
			nowMs = Date.now();
			asked = 0;
		});
		afterEach(async () => await world.close());

		const counted = (): Connection<unknown> => ({
			credentials: world.connection.credentials,
			http: async (request) => {
				asked += 1;
				return await world.connection.http(request);
			},
		});

		it('made-up keys that only name its address are refused, each time', async () => {
			const proofs = createKeyProofs(() => nowMs);
			await proofs.prove(world.provider, counted());
			for (let i = 0; i < 2; i += 1) {
				await expect(proofs.prove(world.provider, world.strangersConnection)).rejects.toMatchObject(
					{
						kind: 'unauthorized',
					},
				);
			}
		});

		it('right keys are asked about once in five minutes', async () => {
			const proofs = createKeyProofs(() => nowMs);
			await proofs.prove(world.provider, counted());
			const once = asked;
			expect(once).toBeGreaterThan(0);
			nowMs += 4 * MINUTE_MS;
			await proofs.prove(world.provider, counted());
			expect(asked).toBe(once);
			nowMs += 2 * MINUTE_MS;
			await proofs.prove(world.provider, counted());
			expect(asked).toBeGreaterThan(once);
		});
	},
);
